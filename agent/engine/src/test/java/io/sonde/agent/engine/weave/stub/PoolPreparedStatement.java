package io.sonde.agent.engine.weave.stub;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Wraps another statement, as pools do. */
public abstract class PoolPreparedStatement implements PreparedStatement {

    private final Connection connection;
    private final PreparedStatement delegate;

    public PoolPreparedStatement(Connection connection, PreparedStatement delegate) {
        this.connection = connection;
        this.delegate = delegate;
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public @Nullable ResultSet executeQuery() throws SQLException {
        ResultSet rows = delegate.executeQuery();
        return rows == null ? null : New.of(PoolResultSet.class, rows);
    }

    @Override
    public void close() throws SQLException {
        delegate.close();
    }

    @Override
    public boolean execute() throws SQLException {
        return delegate.execute();
    }

    @Override
    public void addBatch() throws SQLException {
        delegate.addBatch();
    }

    @Override
    public int[] executeBatch() throws SQLException {
        return delegate.executeBatch();
    }
}
