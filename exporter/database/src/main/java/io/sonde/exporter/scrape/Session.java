package io.sonde.exporter.scrape;

import java.sql.Connection;

/**
 * A connection on which one collector at a time reads.
 *
 * @param server what is at the other end
 * @param database the database that it is connected to, where a connection sees only one; otherwise empty
 * @param purpose what it was opened for
 * @param coverage the databases that the target tells of
 * @param deadlineNanos when nobody will wait any more, on the clock of {@link System#nanoTime()}
 */
public record Session(
        Connection connection, Server server, String database, Purpose purpose, Coverage coverage, long deadlineNanos) {

    /** Whether nobody waits any more. */
    public boolean expired() {
        return remainingMillis() <= 0;
    }

    /** How long somebody waits; not positive when nobody does. */
    public long remainingMillis() {
        return (deadlineNanos - System.nanoTime()) / 1_000_000;
    }
}
