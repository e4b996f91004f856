package io.sonde.benchmarks.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.openjdk.jmh.infra.Blackhole;

/** Executes nothing; or, with the system property {@code sonde.benchmark.work}, so much arithmetic for each query. */
public abstract class StubPreparedStatement implements PreparedStatement {

    private static final long WORK = Long.getLong("sonde.benchmark.work", 0);
    private static final int[] COUNTS = new int[JdbcBenchmark.BATCH];

    private final StubConnection connection;
    private final String sql;
    private int executions;
    private int batched;

    public StubPreparedStatement(StubConnection connection, String sql) {
        this.connection = connection;
        this.sql = sql;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return connection;
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        executions++;
        if (WORK != 0) {
            Blackhole.consumeCPU(WORK);
        }
        return connection.result();
    }

    @Override
    public boolean execute(String text) throws SQLException {
        executions += text.length();
        return false;
    }

    @Override
    public void addBatch() throws SQLException {
        batched++;
    }

    @Override
    public int[] executeBatch() throws SQLException {
        executions += batched;
        batched = 0;
        return COUNTS;
    }

    @Override
    public void close() throws SQLException {
        if (executions == Integer.MIN_VALUE) {
            throw new SQLException(sql);
        }
    }
}
