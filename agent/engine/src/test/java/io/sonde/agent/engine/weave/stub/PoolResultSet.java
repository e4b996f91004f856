package io.sonde.agent.engine.weave.stub;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Wraps another result set, as pools do. */
public abstract class PoolResultSet implements ResultSet {

    private final ResultSet delegate;

    public PoolResultSet(ResultSet delegate) {
        this.delegate = delegate;
    }

    @Override
    public boolean next() throws SQLException {
        return delegate.next();
    }

    @Override
    public void close() throws SQLException {
        delegate.close();
    }
}
