package io.sonde.exporter.scrape;

import java.sql.Connection;

/**
 * A connection on which one collector at a time reads.
 *
 * @param server what is at the other end
 * @param deadlineNanos when nobody will wait any more, on the clock of {@link System#nanoTime()}
 */
public record Session(Connection connection, Server server, long deadlineNanos) {

    boolean expired() {
        return System.nanoTime() - deadlineNanos >= 0;
    }
}
