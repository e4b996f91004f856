package io.sonde.benchmarks.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Executes nothing. */
public abstract class StubPreparedStatement implements PreparedStatement {

    private final String sql;
    private int executions;

    public StubPreparedStatement(String sql) {
        this.sql = sql;
    }

    @Override
    public @Nullable ResultSet executeQuery() throws SQLException {
        executions++;
        return null;
    }

    @Override
    public boolean execute(String text) throws SQLException {
        executions += text.length();
        return false;
    }

    @Override
    public void close() throws SQLException {
        if (executions < 0) {
            throw new SQLException(sql);
        }
    }
}
