package io.sonde.agent.engine.weave.stub;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Executes nothing. */
public abstract class StubPreparedStatement extends StubStatement implements PreparedStatement {

    private final String sql;

    public StubPreparedStatement(Connection connection, String sql) {
        super(connection);
        this.sql = sql;
    }

    @Override
    public @Nullable ResultSet executeQuery() throws SQLException {
        return rows(sql);
    }

    @Override
    public boolean execute() throws SQLException {
        rows(sql);
        return super.execute(sql);
    }

    @Override
    public void addBatch() throws SQLException {
        countBatch();
    }
}
