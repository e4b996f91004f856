package io.sonde.benchmarks.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;

/** Makes statements that do nothing, and shares one result among them, as one thread uses it. */
public abstract class StubConnection implements Connection {

    private final StubMaker maker = StubMaker.loaded();
    private final StubResultSet result = maker.result(this);
    private final DatabaseMetaData metaData = maker.metaData(this);

    public StubConnection() {}

    @Override
    public PreparedStatement prepareStatement(String sql) {
        return maker.prepared(this, sql);
    }

    @Override
    public Statement createStatement() {
        return maker.prepared(this, "");
    }

    @Override
    public DatabaseMetaData getMetaData() {
        return metaData;
    }

    @Override
    public boolean getAutoCommit() {
        return true;
    }

    @Override
    public boolean isValid(int seconds) {
        return true;
    }

    ResultSet result() {
        result.rewind();
        return result;
    }
}
