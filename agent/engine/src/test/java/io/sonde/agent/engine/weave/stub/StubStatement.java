package io.sonde.agent.engine.weave.stub;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Executes nothing, through its own methods as real drivers do. A text with {@code limit n} has a result set of so many rows, always
 * the same object, which it ends without {@code close}.
 */
public abstract class StubStatement implements Statement {

    private final Connection connection;
    private @Nullable StubResultSet rows;
    private int batch;

    public StubStatement(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public boolean execute(String sql) throws SQLException {
        try {
            if (sql.contains("fail")) {
                throw new SQLException("failed", "42601", 7);
            }
            if (sql.contains("hang")) {
                hang();
            }
            if (sql.startsWith("call")) {
                // What the procedure returns is a row that the driver reads for itself.
                rows(sql);
                ResultSet answer = getResultSet();
                return answer != null && !answer.next();
            }
            return sql.startsWith("select");
        } catch (IllegalStateException never) {
            return false;
        } finally {
            sql = "";
        }
    }

    @Override
    public @Nullable ResultSet executeQuery(String sql) throws SQLException {
        execute("internal " + sql);
        return rows(sql);
    }

    @Nullable
    StubResultSet rows(String sql) {
        dispose();
        int limit = sql.indexOf("limit ");
        if (limit < 0) {
            rows = null;
            return null;
        }
        if (rows == null) {
            rows = New.of(StubResultSet.class);
        }
        // One digit: parsing may not allocate.
        rows.open(sql.charAt(limit + 6) - '0');
        return rows;
    }

    private void dispose() {
        if (rows != null) {
            rows.dispose();
        }
    }

    @Override
    public @Nullable ResultSet getResultSet() throws SQLException {
        return rows;
    }

    @Override
    public boolean getMoreResults() throws SQLException {
        return getMoreResults(CLOSE_CURRENT_RESULT);
    }

    @Override
    public boolean getMoreResults(int current) throws SQLException {
        if (current != KEEP_CURRENT_RESULT) {
            dispose();
        }
        return false;
    }

    @Override
    public ResultSet getGeneratedKeys() throws SQLException {
        StubResultSet keys = New.of(StubResultSet.class);
        keys.open(1);
        return keys;
    }

    @Override
    public void close() throws SQLException {
        dispose();
    }

    @Override
    public int executeUpdate(String sql) throws SQLException {
        long unused = sql.length();
        double wide = unused * 0.5;
        return execute(sql) ? 0 : (int) wide;
    }

    @Override
    public void addBatch(String sql) throws SQLException {
        batch++;
    }

    @Override
    public void clearBatch() throws SQLException {
        batch = 0;
    }

    @Override
    public int[] executeBatch() throws SQLException {
        int[] counts = new int[batch];
        for (int i = 0; i < batch; i++) {
            execute("internal of a batch");
        }
        clearBatch();
        return counts;
    }

    /** Until the thread is interrupted. */
    private static void hang() throws SQLException {
        while (!Thread.interrupted()) {
            LockSupport.park();
        }
        throw new SQLException("cancelled", "57014");
    }

    void countBatch() {
        batch++;
    }
}
