package io.sonde.agent.bootstrap.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import io.sonde.core.latency.LatencySnapshot;
import io.sonde.core.sql.Dialect;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

final class ExecutionsTest {

    private static final String SQL = "select * from orders where id = ?";

    private ServerSeries server = new ServerSeries(Server.UNKNOWN, Queries.shared(), 0);

    @BeforeEach
    void aServerOfItsOwn(TestInfo test) {
        server = Queries.shared()
                .server(new Server("postgresql", test.getDisplayName(), "db", "5432", Dialect.POSTGRESQL));
    }

    @AfterEach
    void nothingWasSuppressedAndNothingRuns() {
        for (Place place : Place.values()) {
            assertThat(Failures.count(place)).as(place.label()).isZero();
        }
        List<Long> running = new ArrayList<>();
        Executions.forEachRunning(running::add);
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
