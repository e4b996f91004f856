package io.sonde.benchmarks.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Has {@value #ROWS} rows without anything in them. */
public abstract class StubResultSet implements ResultSet {

    static final int ROWS = 1000;

    private final StubConnection connection;
    private int row;

    public StubResultSet(StubConnection connection) {
        this.connection = connection;
    }

    void rewind() {
        row = 0;
    }

    @Override
    public boolean next() throws SQLException {
        return ++row <= ROWS;
    }

    @Override
    public void close() throws SQLException {
        if (row < 0) {
            throw new SQLException(connection.toString());
        }
    }
}
