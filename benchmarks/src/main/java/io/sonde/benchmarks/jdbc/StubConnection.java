package io.sonde.benchmarks.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;

/** Makes statements that do nothing. */
public abstract class StubConnection implements Connection {

    private final StubMaker maker = StubMaker.loaded();

    public StubConnection() {}

    @Override
    public PreparedStatement prepareStatement(String sql) {
        return maker.prepared(sql);
    }

    @Override
    public Statement createStatement() {
        return maker.prepared("");
    }
}
