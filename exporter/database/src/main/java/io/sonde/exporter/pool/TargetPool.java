package io.sonde.exporter.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.sonde.exporter.config.TargetConfig;
import io.sonde.exporter.scrape.Connections;
import io.sonde.exporter.scrape.DatabaseSystem;
import io.sonde.exporter.scrape.Purpose;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one target: one for scrapes, kept between them, which a round may borrow meanwhile; beside it at most one more, and that
 * of the sampler.
 *
 * <p>Any thread may call it. {@link #connect} and {@link #open} block up to the target's connect time-out, {@link #connect} for a
 * moment more when the server has just gone away. Neither waits for the other: who finds the kept connection in use gets another.
 */
public final class TargetPool implements Connections, AutoCloseable {

    /*
     * A scrape that finds its connection dead must not wait for the pool to find that the server is dead too: the pool would try until
     * its own time-out. So that time-out is short (nobody else takes the connection, collections of one target follow each other), and
     * after it we knock ourselves, and hear the reason.
     *
     * A round takes the kept connection when it is free: a new session reads the catalogue anew and plans anew, which costs the server more than
     * the round's own work, for each database of it every minute. A scrape that comes meanwhile opens a connection for itself.
     */
    private static final int MAX_CONNECTIONS = 1;

    private static final long VALIDATION_MILLIS = 500;
    private static final long POOL_PATIENCE_MILLIS = VALIDATION_MILLIS + 250;

    private final TargetConfig target;
    private final PoolShare share;
    private final Door door;
    private final Knocked source;
    private final Object taking = new Object();
    private @Nullable HikariDataSource pool;
    private boolean closed;

    TargetPool(TargetConfig target, DatabaseSystem system, PoolShare share) {
        this.target = target;
        this.share = share;
        this.door = new Door(target, system, share.drivers());
        this.source = new Knocked(door);
    }

    @Override
    public Connection connect() throws SQLException {
        HikariDataSource current = pool();
        Connection kept = kept(current);
        if (kept != null) {
            return kept;
        }
        if (current.getHikariPoolMXBean().getTotalConnections() > 0) {
            return door.open("", Purpose.SCRAPE);
        }
        source.knock();
        try {
            return current.getConnection();
        } catch (SQLException e) {
            renew(current);
            throw e;
        } finally {
            source.close();
        }
    }

    /** What a pool could not learn from its first connection, on a server that did not answer in time, it would never learn. */
    private synchronized void renew(HikariDataSource failed) {
        if (pool == failed) {
            pool = null;
            share.scheduler().execute(failed::close);
        }
    }

    @Override
    public Connection open(String database, Purpose purpose) throws SQLException {
        HikariDataSource current = database.isEmpty() && purpose == Purpose.ROUND ? poolSoFar() : null;
        Connection kept = current == null ? null : kept(current);
        return kept == null ? door.open(database, purpose) : kept;
    }

    /** The pool, if there was a scrape. */
    private synchronized @Nullable HikariDataSource poolSoFar() {
        return closed ? null : pool;
    }

    /** A connection that was made before and is free and well; null when there is none. */
    private @Nullable Connection kept(HikariDataSource current) {
        // Else two would go for the last one, and the pool would let one of them wait for the other.
        synchronized (taking) {
            if (current.getHikariPoolMXBean().getIdleConnections() == 0) {
                return null;
            }
            try {
                return current.getConnection();
            } catch (SQLException e) {
                // It was dead. Who opens one hears why.
                return null;
            }
        }
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
        settings.setDataSource(source);
        settings.setMaximumPoolSize(MAX_CONNECTIONS);
        settings.setMinimumIdle(0);
        settings.setInitializationFailTimeout(-1);
        settings.setReadOnly(true);
        settings.setConnectionTimeout(POOL_PATIENCE_MILLIS);
        settings.setValidationTimeout(VALIDATION_MILLIS);
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
        source.close();
    }
}
