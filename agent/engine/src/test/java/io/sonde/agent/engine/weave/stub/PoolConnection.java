package io.sonde.agent.engine.weave.stub;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Wraps another connection, as pools do. */
public abstract class PoolConnection implements Connection {

    private final Connection delegate;

    public PoolConnection(Connection delegate) {
        this.delegate = delegate;
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        return New.of(PoolPreparedStatement.class, this, delegate.prepareStatement(sql));
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        return delegate.getMetaData();
    }

    @Override
    public void close() throws SQLException {
        delegate.close();
    }
}
