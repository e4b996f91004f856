package io.sonde.agent.bootstrap.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import io.sonde.core.latency.LatencySnapshot;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ExecutionsTest extends CountedExecutions {

    @Test
    void aDriversExecutionCounts() {
        FakeStatement statement = new FakeStatement(server.query(SQL));
        long token = Executions.enter(statement);
        assertThat(token).isNotZero();
        Executions.exit(statement, token);
        assertThat(count(SQL)).isEqualTo(1);
    }

    @Test
    void aTextWithoutATokenIsADriversProbeAndNoQuery() {
        int held = Queries.shared().size();
        for (String text : List.of("", " ", "/* ping */", "-- x\n")) {
            FakeStatement prepared = new FakeStatement(server.query(text));
            Executions.exit(prepared, Executions.enter(prepared));
            FakeStatement literal = new FakeStatement(server);
            Executions.failed(new IllegalStateException(), literal, Executions.enter(literal, text));
            Executions.exit(literal, Executions.enter(literal, SQL));
        }
        assertThat(count(SQL)).isEqualTo(4);
        assertThat(Queries.shared().size()).isEqualTo(held + 1);
        assertThat(server.other().executions().count()).isZero();
        assertThat(server.other().errors()).isEmpty();
    }

    @Test
    void aThreadThatIsStoppedIsStopped() {
        FakeStatement statement = new FakeStatement(null) {
            @Override
            public @Nullable Object sonde$state() {
                throw new ThreadDeath();
            }
        };
        assertThatThrownBy(() -> Executions.enter(statement)).isExactlyInstanceOf(ThreadDeath.class);
        assertThatThrownBy(() -> Executions.enter(statement, SQL)).isExactlyInstanceOf(ThreadDeath.class);
        assertThat(Failures.count(Place.EXECUTE)).isZero();
    }

    @Test
    void ofDriversExecutionsTheOutermostCounts() {
        FakeStatement outer = new FakeStatement(server.query(SQL));
        FakeStatement inner = new FakeStatement(server);
        long outerToken = Executions.enter(outer);
        long innerToken = Executions.enter(inner, "select 1 from internal");
        assertThat(innerToken).isZero();
        Executions.exit(inner, innerToken);
        Executions.exit(outer, outerToken);
        assertThat(count(SQL)).isEqualTo(1);
        assertThat(count("select 1 from internal")).isZero();
    }

    @Test
    void wrappersDoNotCountWhereADriverDid() {
        FakeStatement pool = new FakeStatement(SQL);
        FakeStatement proxy = new FakeStatement(SQL);
        FakeStatement driver = new FakeStatement(server.query(SQL));
        long poolToken = Executions.enter(pool);
        long proxyToken = Executions.enter(proxy);
        long driverToken = Executions.enter(driver);
        Executions.exit(driver, driverToken);
        long secondToken = Executions.enter(driver);
        Executions.exit(driver, secondToken);
        Executions.exit(proxy, proxyToken);
        Executions.exit(pool, poolToken);
        assertThat(count(SQL)).isEqualTo(2);
        assertThat(pool.sonde$state()).isEqualTo(SQL);
        assertThat(proxy.sonde$state()).isEqualTo(SQL);
    }

    @Test
    void aWrappersStatementIsLeftToTheDriverWhoseConnectionMadeTheOneInside() {
        FakeConnection pool = new FakeConnection(null);
        FakeConnection driver = new FakeConnection(server);
        FakeStatement inner = new FakeStatement(null);
        FakeStatement outer = new FakeStatement(null);
        Preparations.making(pool);
        Preparations.making(driver);
        Preparations.prepared(inner, driver, SQL);
        Preparations.prepared(outer, pool, SQL);
        long token = Executions.enter(outer);
        long innerToken = Executions.enter(inner);
        Executions.exit(inner, innerToken);
        Executions.exit(outer, token);
        assertThat(token).isZero();
        assertThat(innerToken).isNotZero();
        assertThat(count(SQL)).isEqualTo(1);

        Batches.added(outer, Batches.before(outer));
        assertThat(Executions.enterBatch(outer)).isZero();
        assertThat(outer.sonde$batch()).isZero();

        FakeStatement outerPlain = new FakeStatement(null);
        Preparations.making(pool);
        Preparations.created(new FakeStatement(null), driver);
        Preparations.created(outerPlain, pool);
        assertThat(Executions.enter(outerPlain, SQL)).isZero();
    }

    @Test
    void aWrappersStatementIsFollowedWhereNobodySaysThatADriverMadeTheOneInside() {
        FakeConnection pool = new FakeConnection(null);
        FakeConnection driver = new FakeConnection(server);
        FakeStatement handedOut = new FakeStatement(null);
        Preparations.making(pool);
        Preparations.prepared(new FakeStatement(null), driver, SQL);
        Preparations.prepared(handedOut, pool, SQL);
        assertThat(handedOut.sonde$state()).isEqualTo(WovenStatement.COUNTED_INSIDE);
        // From the pool's cache, whatever is inside by now.
        Preparations.making(pool);
        Preparations.prepared(handedOut, pool, SQL);
        assertThat(handedOut.sonde$state()).isEqualTo(SQL);

        FakeStatement ofAThreadThatMadeOneBefore = new FakeStatement(null);
        Preparations.making(driver);
        Preparations.prepared(new FakeStatement(null), driver, SQL);
        Preparations.making(pool);
        Preparations.created(ofAThreadThatMadeOneBefore, pool);
        assertThat(ofAThreadThatMadeOneBefore.sonde$state()).isNull();
    }

    @Test
    void aDriversStatementThatAWrapperHandsOutIsTheDrivers() {
        FakeStatement statement = new FakeStatement(null);
        Preparations.making(new FakeConnection(null));
        Preparations.prepared(statement, new FakeConnection(server), SQL);
        Preparations.prepared(statement, new FakeConnection(null), SQL);
        assertThat(statement.sonde$state()).isEqualTo(server.query(SQL));
    }

    @Test
    void anInternalStatementOfADriverInsideAWrapperIsNotCounted() {
        FakeStatement pool = new FakeStatement(SQL);
        FakeStatement driver = new FakeStatement(server.query(SQL));
        FakeStatement internal = new FakeStatement(server);
        long poolToken = Executions.enter(pool);
        long driverToken = Executions.enter(driver);
        assertThat(Executions.enter(internal, "show x")).isZero();
        assertThat(Executions.enter(new FakeStatement(null), "show y")).isZero();
        Executions.exit(driver, driverToken);
        Executions.exit(pool, poolToken);
        assertThat(count(SQL)).isEqualTo(1);
        assertThat(count("show x")).isZero();
    }

    @Test
    void ofUnmarkedStatementsTheInnermostCountsAndEachOfSeveral() {
        long before = unknown().count();
        FakeStatement outer = new FakeStatement(SQL);
        long outerToken = Executions.enter(outer);
        for (int i = 0; i < 2; i++) {
            FakeStatement inner = new FakeStatement(SQL);
            Executions.exit(inner, Executions.enter(inner));
        }
        Executions.exit(outer, outerToken);
        assertThat(unknown().count()).isEqualTo(before + 2);
    }

    @Test
    void anExecutionOnAnotherThreadInsideOneCountsByItself() throws InterruptedException {
        FakeStatement outer = new FakeStatement(server.query(SQL));
        long token = Executions.enter(outer);
        Thread other = new Thread(() -> {
            FakeStatement statement = new FakeStatement(server.query(SQL));
            Executions.exit(statement, Executions.enter(statement));
        });
        other.start();
        other.join();
        Executions.exit(outer, token);
        assertThat(count(SQL)).isEqualTo(2);
    }

    @Test
    void aFailureCountsByTypeAndLeavesTheSlot() {
        FakeStatement statement = new FakeStatement(server);
        for (int i = 0; i < 3; i++) {
            long token = Executions.enter(statement, SQL);
            Executions.failed(new IllegalStateException("no"), statement, token);
        }
        assertThat(count(SQL)).isZero();
        assertThat(server.query(SQL).errors()).singleElement().satisfies(error -> {
            assertThat(error.errorType()).isEqualTo("java.lang.IllegalStateException");
            assertThat(error.sqlStateClass()).isEqualTo("none");
            assertThat(error.count()).isEqualTo(3);
        });
    }

    @Test
    void errorTypesOfAQueryAreBounded() {
        FakeStatement statement = new FakeStatement(server.query(SQL));
        Throwable[] failures = {
            new IllegalStateException(),
            new RuntimeException(),
            new Error(),
            new ArithmeticException(),
            new ClassCastException(),
            new IllegalStateException()
        };
        for (Throwable failure : failures) {
            Executions.failed(failure, statement, Executions.enter(statement));
        }
        assertThat(server.query(SQL).errors())
                .extracting(ErrorCounter::errorType, ErrorCounter::count)
                .containsExactly(
                        tuple("java.lang.IllegalStateException", 2L),
                        tuple("java.lang.RuntimeException", 1L),
                        tuple("java.lang.Error", 1L),
                        tuple(ErrorCounter.OTHER, 2L));
    }

    @Test
    void aFailureThatHasNoRoomOfItsOwnCountsAsOther() {
        QueryErrors full = new QueryErrors(false, new AtomicInteger(1));
        assertThat(full.count(1, new IllegalStateException(), "42", false)).isTrue();
        assertThat(full.count(1, new ArithmeticException(), "42", false)).isFalse();
        assertThat(full.count(1, new IllegalStateException(), "42", false)).isTrue();
        assertThat(full.counters()).extracting(ErrorCounter::count).containsExactly(2L);

        QueryErrors lastResort = new QueryErrors(true, new AtomicInteger());
        assertThat(lastResort.count(1, new IllegalStateException(), "42", false))
                .isTrue();
        assertThat(lastResort.count(1, new ArithmeticException(), "23", false)).isTrue();
        assertThat(lastResort.counters())
                .extracting(ErrorCounter::errorType, ErrorCounter::count)
                .containsExactly(tuple(ErrorCounter.OTHER, 2L));
    }

    @Test
    void errorsOfAServerAreCountedByCodeUpToACap() {
        ServerErrors errors = new ServerErrors();
        for (int i = 0; i < 2 * ServerErrors.MAX_CODES; i++) {
            errors.count("23505", Integer.toString(i));
            errors.count("23505", Integer.toString(i));
        }
        assertThat(errors.codes())
                .hasSize(ServerErrors.MAX_CODES + 1)
                .extracting(ServerErrors.Code::sqlState, ServerErrors.Code::vendorCode, ServerErrors.Code::count)
                .contains(tuple("23505", "63", 2L), tuple("other", "other", 2L * ServerErrors.MAX_CODES));
    }

    @Test
    void theOwnCostIsEstimatedFromSamples() {
        long before = Executions.ownCostNanos();
        FakeStatement statement = new FakeStatement(server.query(SQL));
        long start = System.nanoTime();
        long executions = 0;
        while (executions < 300_000) {
            Executions.exit(statement, Executions.enter(statement));
            executions++;
        }
        long elapsed = System.nanoTime() - start;
        // Nothing but entries and exits was done, so the estimate must be near the whole time; samples scatter, and on
        // a busy
        // machine some are of a thread that was descheduled.
        long some = 10 * OwnCost.ONE_IN * 20_000L;
        assertThat(Executions.ownCostNanos() - before).isBetween(elapsed / 20, 4 * elapsed + some);
    }

    @Test
    void literalsOfOneQueryAreOneQuery() {
        FakeStatement statement = new FakeStatement(server);
        for (int i = 0; i < 4; i++) {
            Executions.exit(statement, Executions.enter(statement, "select * from orders where id = " + i));
        }
        assertThat(count(SQL)).isEqualTo(4);
    }

    @Test
    void aStatementWithoutATextCountsAsOther() {
        FakeStatement statement = new FakeStatement(server);
        Executions.exit(statement, Executions.enter(statement));
        Executions.exit(statement, Executions.enter(statement, null));
        assertThat(server.other().executions().count()).isEqualTo(2);
    }

    @Test
    void aWrappersTimeIsMeasuredAlsoWhenTheClockIsNegative() {
        // The token keeps a start in units of 64 ns modulo 2^46, whatever the clock's origin.
        FakeStatement statement = new FakeStatement("select unmarked_time");
        long token = Executions.enter(statement);
        Executions.exit(statement, token);
        LatencySnapshot counted = Queries.shared()
                .server(Server.UNKNOWN)
                .query("select unmarked_time")
                .executions();
        assertThat(counted.count()).isEqualTo(1);
        assertThat(counted.sumSeconds()).isLessThan(5);
    }

    private static LatencySnapshot unknown() {
        return Queries.shared().server(Server.UNKNOWN).query(SQL).executions();
    }
}
