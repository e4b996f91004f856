package io.sonde.agent.engine.weave.stub;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows without columns. Moves by its own methods as real drivers do. */
public abstract class StubResultSet implements ResultSet {

    private int size;
    private int at;
    private boolean open;

    public StubResultSet() {}

    void open(int rows) {
        size = rows;
        at = 0;
        open = true;
    }

    void dispose() {
        open = false;
    }

    @Override
    public boolean next() throws SQLException {
        if (!open) {
            throw new SQLException("closed");
        }
        at = Math.min(at + 1, size + 1);
        return at <= size;
    }

    @Override
    public boolean absolute(int row) throws SQLException {
        if (row == 1) {
            return first();
        }
        at = row;
        return at <= size;
    }

    @Override
    public boolean relative(int rows) throws SQLException {
        return absolute(at + rows);
    }

    @Override
    public boolean first() throws SQLException {
        at = 0;
        return next();
    }

    @Override
    public void close() throws SQLException {
        dispose();
    }
}
