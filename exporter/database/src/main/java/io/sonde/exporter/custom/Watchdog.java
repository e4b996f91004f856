package io.sonde.exporter.custom;

import io.sonde.exporter.scrape.Session;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Ends a statement that takes too long, whatever its driver makes of a query time-out. Closed by who runs the statement. */
final class Watchdog implements AutoCloseable {

    /*
     * Of Statement.setQueryTimeout drivers make different things: SQLite's means waiting for locks, some round to seconds, some ignore
     * it. Statement.cancel from another thread is understood by all that can end a statement at all. It may block, as PostgreSQL's
     * driver opens a connection for it, and so gets a thread: rare, and bounded by the number of statements.
     */

    private static final String CANCELLED = "57014";

    private final ScheduledFuture<?> alarm;
    private final long millis;
    private volatile boolean barked;

    private Watchdog(Statement statement, long millis, ScheduledExecutorService scheduler) {
        this.millis = millis;
        alarm = scheduler.schedule(() -> bark(statement), millis, TimeUnit.MILLISECONDS);
    }

    static Watchdog over(Statement statement, Duration timeout, Session session, ScheduledExecutorService scheduler) {
        long left = Math.max(1, session.remainingMillis());
        return new Watchdog(statement, Math.min(timeout.toMillis(), left), scheduler);
    }

    private void bark(Statement statement) {
        barked = true;
        Thread thread = new Thread(
                () -> {
                    try {
                        statement.cancel();
                    } catch (SQLException e) {
                        // It ended by itself, or its connection did.
                    }
                },
                "sonde-cancel");
        thread.setDaemon(true);
        thread.start();
    }

    /** What a failure of the statement means. */
    SQLException explain(SQLException failure) {
        return barked ? new SQLException("ended after " + millis + " ms", CANCELLED, failure) : failure;
    }

    @Override
    public void close() {
        alarm.cancel(false);
    }
}
