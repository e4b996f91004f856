package io.sonde.exporter.pool;

import io.sonde.exporter.config.TargetConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections for a pool, each with the password of the moment.
 *
 * <p>Any thread may call it; {@link #knock} and {@link #getConnection()} block up to the target's connect time-out.
 */
final class Door implements DataSource {

    /*
     * A pool that cannot connect tries again and again until its own time-out, and only then says why: seconds for a refusal that
     * took a millisecond, and a dozen failed logins for one wrong password. So a pool without connections is asked only after one
     * connection was opened here; the pool then takes that very connection.
     */

    private final TargetConfig target;
    private final AtomicReference<@Nullable Connection> opened = new AtomicReference<>();

    Door(TargetConfig target) {
        this.target = target;
    }

    /** Opens one connection for the next {@link #getConnection()}; throws at once why that cannot be done. */
    void knock() throws SQLException {
        if (opened.get() != null) {
            return;
        }
        Connection connection = open();
        if (!opened.compareAndSet(null, connection)) {
            connection.close();
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection ready = opened.getAndSet(null);
        return ready != null ? ready : open();
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

    private Connection open() throws SQLException {
        String password;
        try {
            password = target.password().current();
        } catch (IOException e) {
            throw new SQLException("cannot read " + target.password(), "28000", e);
        }
        String url = target.url().withoutOptions();
        Driver driver = DriverManager.getDriver(url);
        Connection connection = driver.connect(url, SessionProperties.of(target, password));
        if (connection == null) {
            throw new SQLException("the driver does not know the URL " + target.url(), "08001");
        }
        return connection;
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
