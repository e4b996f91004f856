package io.sonde.agent.bootstrap.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import io.sonde.core.latency.LatencySnapshot;
import io.sonde.core.sql.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExecutionsTest {

    private static final String SQL = "select * from orders where id = ?";

    private ServerSeries server = new ServerSeries(Server.UNKNOWN, Queries.shared(), 0);

    @BeforeEach
    void aServerOfItsOwn(TestInfo test) {
        server = Queries.shared()
                .server(new Server("postgresql", test.getDisplayName(), "db", "5432", Dialect.POSTGRESQL));
    }

    /** Failures that a test has provoked, in {@link Place#EXECUTE}. */
    private static long overflowsSuppressed;

    @AfterEach
    void nothingWasSuppressedAndNothingRuns() {
        for (Place place : Place.values()) {
            long provoked = place == Place.EXECUTE ? overflowsSuppressed : 0;
            assertThat(Failures.count(place)).as(place.label()).isEqualTo(provoked);
        }
        List<Long> running = new ArrayList<>();
        Executions.forEachRunning((thread, virtual, start, query) -> running.add(start));
        assertThat(running).isEmpty();
    }

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
    void aBatchCountsOnceWithItsElements() {
        FakeStatement statement = new FakeStatement(server.query(SQL));
        for (int i = 0; i < 5; i++) {
            Batches.added(statement, Batches.before(statement));
        }
        long token = Executions.enterBatch(statement);
        Batches.cleared(statement);
        Executions.exit(statement, token);
        assertThat(count(SQL)).isZero();
        assertThat(batches(server.query(SQL))).isEqualTo(1);
        assertThat(server.query(SQL).batchElements()).isEqualTo(5);
        assertThat(statement.sonde$batch()).isZero();
    }

    @Test
    void anAddBatchThatCallsItsSuperclassCountsOnce() {
        FakeStatement statement = new FakeStatement(server.query(SQL));
        long outer = Batches.before(statement);
        Batches.added(statement, Batches.before(statement));
        Batches.added(statement, outer);
        assertThat(statement.sonde$batch()).isEqualTo(1);
    }

    @Test
    void aBatchOfSeveralQueriesIsOther() {
        FakeStatement statement = new FakeStatement(server);
        for (String sql : new String[] {"delete from a where x = 1", "delete from a where x = 2", "delete from b"}) {
            Batches.added(statement, sql, Batches.before(statement));
        }
        Executions.exit(statement, Executions.enterBatch(statement));
        assertThat(batches(server.other())).isEqualTo(1);
        assertThat(server.other().batchElements()).isEqualTo(3);
        assertThat(batches(server.query("delete from a where x = 1"))).isZero();
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

    @Test
    void whatIsExecutedBetweenABatchsTextsAndItsExecutionDoesNotMoveTheBatch() {
        for (FakeStatement statement : List.of(new FakeStatement(server), new FakeStatement(null))) {
            ServerSeries counted =
                    statement.sonde$state() == null ? Queries.shared().server(Server.UNKNOWN) : server;
            Batches.added(statement, "delete from batched where x = 1", Batches.before(statement));
            Executions.exit(statement, Executions.enter(statement, "select between"));
            Batches.added(statement, "delete from batched where x = 2", Batches.before(statement));
            Executions.exit(statement, Executions.enterBatch(statement));
            QuerySeries batch = counted.query("delete from batched where x = ?");
            assertThat(batches(batch)).isEqualTo(1);
            assertThat(batch.batchElements()).isEqualTo(2);
            assertThat(batches(counted.query("select between"))).isZero();
            assertThat(counted.query("select between").executions().count()).isEqualTo(1);
            assertThat(statement.sonde$batched()).isNull();
        }
    }

    @Test
    void aBatchThatWasNeverExecutedIsGoneWhenTheStatementIsHandedOutAgain() {
        FakeConnection connection = new FakeConnection(server);
        FakeStatement prepared = new FakeStatement(server.query(SQL));
        Batches.added(prepared, Batches.before(prepared));
        Preparations.prepared(prepared, connection, SQL);
        Batches.added(prepared, Batches.before(prepared));
        Executions.exit(prepared, Executions.enterBatch(prepared));
        assertThat(server.query(SQL).batchElements()).isEqualTo(1);

        FakeStatement plain = new FakeStatement(server);
        Batches.added(plain, "delete from a", Batches.before(plain));
        Batches.added(plain, "delete from b", Batches.before(plain));
        Preparations.created(plain, connection);
        Batches.added(plain, "delete from a", Batches.before(plain));
        Executions.exit(plain, Executions.enterBatch(plain));
        assertThat(server.query("delete from a").batchElements()).isEqualTo(1);
        assertThat(server.other().batchElements()).isZero();
    }

    @Test
    void anUnknownStatementsBatchThatItsDriverClearsKeepsItsElements() {
        FakeStatement statement = new FakeStatement("insert into cleared values (?)");
        for (int i = 0; i < 3; i++) {
            Batches.added(statement, Batches.before(statement));
        }
        long token = Executions.enterBatch(statement);
        Batches.cleared(statement);
        Executions.exit(statement, token);
        assertThat(Queries.shared()
                        .server(Server.UNKNOWN)
                        .query("insert into cleared values (?)")
                        .batchElements())
                .isEqualTo(3);
    }

    @Test
    void aRunningExecutionIsSeenOnceWithItsQuery() {
        FakeStatement alone = new FakeStatement(server.query(SQL));
        long token = Executions.enter(alone);
        assertThat(running()).containsExactly(server.query(SQL).ordinal());
        Executions.enter(new FakeStatement(server), "select inner");
        assertThat(running()).containsExactly(server.query(SQL).ordinal());
        Executions.exit(alone, token);
        assertThat(running()).isEmpty();

        FakeStatement pool = new FakeStatement(SQL);
        long poolToken = Executions.enter(pool);
        assertThat(running()).containsExactly(0);
        FakeStatement driver = new FakeStatement(server);
        long driverToken = Executions.enter(driver, "select wrapped");
        assertThat(running()).containsExactly(server.query("select wrapped").ordinal());
        Executions.failed(new IllegalStateException(), driver, driverToken);
        assertThat(running()).isEmpty();
        Executions.exit(pool, poolToken);

        FakeStatement batch = new FakeStatement(server);
        Batches.added(batch, "delete from running where x = 1", Batches.before(batch));
        long batchToken = Executions.enterBatch(batch);
        assertThat(running())
                .containsExactly(server.query("delete from running where x = ?").ordinal());
        Executions.exit(batch, batchToken);
    }

    @Test
    void aSlotWhoseExecutionNeverEndedIsFreedWhenItsThreadExecutesAgain() throws InterruptedException {
        Thread thread = new Thread(() -> {
            FakeStatement lost = new FakeStatement(server.query("select lost"));
            assertThat(Executions.enter(lost)).isNotZero();
            FakeStatement next = new FakeStatement(server.query(SQL));
            long start = System.nanoTime();
            while (count(SQL) == 0 && System.nanoTime() - start < 20_000_000_000L) {
                Executions.exit(next, Executions.enter(next));
            }
            for (int i = 0; i < 9; i++) {
                Executions.exit(next, Executions.enter(next));
            }
        });
        thread.start();
        thread.join();
        assertThat(count(SQL)).isEqualTo(10);
        assertThat(count("select lost")).isZero();
    }

    /** Whatever entry it is whose turn to look: with an odd number of entries before, it would be the driver's each time. */
    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "0, false", "1, false"})
    void aLostSlotIsFreedAlsoWhenTheThreadExecutesThroughWrappers(int entriesBefore, boolean leftToDriver)
            throws InterruptedException {
        Thread thread = new Thread(() -> {
            Executions.enter(new FakeStatement(server.query("select lost")));
            for (int i = 0; i < entriesBefore; i++) {
                Executions.enter(new FakeStatement(server.query("select lost")));
            }
            NestingStatement wrapper = new NestingStatement(leftToDriver ? WovenStatement.COUNTED_INSIDE : null);
            NestingStatement driver = new NestingStatement(server.query(SQL));
            long start = System.nanoTime();
            while (count(SQL) == 0 && System.nanoTime() - start < 20_000_000_000L) {
                wrapper.execute(() -> driver.execute(() -> {}));
            }
            wrapper.execute(() -> driver.execute(() -> {}));
        });
        thread.start();
        thread.join();
        assertThat(count(SQL)).isEqualTo(2);
        assertThat(running()).isEmpty();
    }

    @Test
    void anExecutionInsideALongOneIsNotTakenForItsSuccessor() {
        NestingStatement outer = new NestingStatement(server.query(SQL));
        outer.execute(() -> {
            NestingStatement inner = new NestingStatement(server.query("select inside"));
            long start = System.nanoTime();
            while (System.nanoTime() - start < 1_200_000_000L) {
                inner.execute(() -> {});
            }
        });
        assertThat(count(SQL)).isEqualTo(1);
        assertThat(count("select inside")).isZero();
    }

    @Test
    void overflowsOfTheStackInsideTheEntryPointsLoseNoThread() throws InterruptedException {
        FakeStatement statement = new FakeStatement(server.query(SQL));
        Thread thread = new Thread(
                null,
                () -> {
                    for (int i = 0; i < 300; i++) {
                        overflow(statement, i % 7);
                    }
                    long before = count(SQL);
                    long start = System.nanoTime();
                    while (count(SQL) == before && System.nanoTime() - start < 20_000_000_000L) {
                        Executions.exit(statement, Executions.enter(statement));
                    }
                    Executions.exit(statement, Executions.enter(statement));
                    assertThat(count(SQL)).isEqualTo(before + 2);
                },
                "overflows",
                256 * 1024);
        List<Throwable> failures = new ArrayList<>();
        thread.setUncaughtExceptionHandler((t, failure) -> failures.add(failure));
        thread.start();
        thread.join();
        assertThat(failures).isEmpty();
        assertThat(running()).isEmpty();
        overflowsSuppressed = Failures.count(Place.EXECUTE);
    }

    /** Executes at each depth of a recursion until there is no stack left; steps of several sizes end it at several places. */
    private static void overflow(FakeStatement statement, int step) {
        try {
            descend(statement, step);
        } catch (StackOverflowError expected) {
            // The application's own.
        }
    }

    private static void descend(FakeStatement statement, int step) {
        Executions.exit(statement, Executions.enter(statement));
        if (step > 0) {
            descendThrough(statement, step, step, step, step);
        } else {
            descend(statement, step);
        }
    }

    private static void descendThrough(FakeStatement statement, long a, long b, long c, int step) {
        Executions.exit(statement, Executions.enter(statement));
        descend(statement, a + b + c > 3 ? step : 1);
    }

    private static List<Integer> running() {
        List<Integer> ordinals = new ArrayList<>();
        Executions.forEachRunning((thread, virtual, start, query) -> ordinals.add(query));
        return ordinals;
    }

    private long count(String sql) {
        return server.query(sql).executions().count();
    }

    private static LatencySnapshot unknown() {
        return Queries.shared().server(Server.UNKNOWN).query(SQL).executions();
    }

    private static long batches(QuerySeries series) {
        LatencySnapshot batches = series.batches();
        return batches == null ? 0 : batches.count();
    }
}
