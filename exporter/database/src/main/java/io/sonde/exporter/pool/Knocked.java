package io.sonde.exporter.pool;

import io.sonde.exporter.scrape.Purpose;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Where a pool gets its connections from.
 *
 * <p>Any thread may call it; {@link #knock} and {@link #getConnection()} block up to the target's connect time-out.
 */
final class Knocked implements DataSource {

    /*
     * A pool that cannot connect tries again and again until its own time-out, and only then says why: seconds for a refusal that
     * took a millisecond, and a dozen failed logins for one wrong password. So a pool without connections is asked only after one
     * connection was opened here; the pool then takes that very connection.
     */

    private final Door door;
    private final AtomicReference<@Nullable Connection> opened = new AtomicReference<>();

    Knocked(Door door) {
        this.door = door;
    }

    /** Opens one connection for the next {@link #getConnection()}; throws at once why that cannot be done. */
    void knock() throws SQLException {
        if (opened.get() != null) {
            return;
        }
        Connection connection = door.open("", Purpose.SCRAPE);
        if (!opened.compareAndSet(null, connection)) {
            connection.close();
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection ready = opened.getAndSet(null);
        return ready != null ? ready : door.open("", Purpose.SCRAPE);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    /** Closes a connection that nobody came for. */
    void close() {
        Connection left = opened.getAndSet(null);
        if (left != null) {
            try {
                left.close();
            } catch (SQLException e) {
                // It is of no use any more, whatever its end.
            }
        }
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("no logger");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("not a wrapper");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
