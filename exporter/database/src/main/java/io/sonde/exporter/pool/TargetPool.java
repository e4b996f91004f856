package io.sonde.exporter.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.sonde.exporter.config.TargetConfig;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one target: at most two, none until the first is asked for.
 *
 * <p>Any thread may call it. {@link #connect} blocks up to the target's connect time-out.
 */
public final class TargetPool implements AutoCloseable {

    private static final int MAX_CONNECTIONS = 2;

    private final TargetConfig target;
    private final PoolShare share;
    private final Door door;
    private @Nullable HikariDataSource pool;
    private boolean closed;

    TargetPool(TargetConfig target, PoolShare share) {
        this.target = target;
        this.share = share;
        this.door = new Door(target);
    }

    /** A read-only session with time-outs, to be closed after use; throws soon when the target is down. */
    public Connection connect() throws SQLException {
        HikariDataSource current = pool();
        if (current.getHikariPoolMXBean().getTotalConnections() == 0) {
            door.knock();
        }
        return current.getConnection();
    }

    private synchronized HikariDataSource pool() throws SQLException {
        if (closed) {
            throw new SQLException("the pool is closed", "08003");
        }
        if (pool == null) {
            pool = new HikariDataSource(settings());
        }
        return pool;
    }

    private HikariConfig settings() {
        HikariConfig settings = new HikariConfig();
        settings.setPoolName(target.name());
        settings.setDataSource(door);
        settings.setMaximumPoolSize(MAX_CONNECTIONS);
        settings.setMinimumIdle(0);
        settings.setInitializationFailTimeout(-1);
        settings.setReadOnly(true);
        settings.setConnectionTimeout(target.connectTimeout().toMillis());
        settings.setValidationTimeout(Math.min(1_000, target.connectTimeout().toMillis()));
        settings.setScheduledExecutor(share.scheduler());
        settings.setThreadFactory(share.threads());
        settings.setMetricsTrackerFactory(share.metrics());
        return settings;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (pool != null) {
            pool.close();
        }
        door.close();
    }
}
