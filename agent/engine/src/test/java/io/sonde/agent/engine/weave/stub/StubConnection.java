package io.sonde.agent.engine.weave.stub;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes statements, and overwrites its parameters as real drivers do. */
public abstract class StubConnection implements Connection {

    private final String url;

    public StubConnection(String url) {
        this.url = url;
    }

    public String url() {
        return url;
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        sql = sql + " -- rewritten";
        return New.of(StubPreparedStatement.class, this, sql);
    }

    @Override
    public Statement createStatement() throws SQLException {
        return New.of(StubStatement.class, this);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.cast(this);
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        return New.of(StubMetaData.class, this);
    }

    @Override
    public void close() throws SQLException {}
}
