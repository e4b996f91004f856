package io.sonde.agent.bootstrap.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.core.latency.LatencySnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BatchesTest extends CountedExecutions {

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

    private static long batches(QuerySeries series) {
        LatencySnapshot batches = series.batches();
        return batches == null ? 0 : batches.count();
    }
}
