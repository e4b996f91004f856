package io.sonde.exporter.scrape;

/**
 * How a collector of the background ended the last time.
 *
 * @param database where it ran; empty when that does not matter
 * @param endedNanos when, on the clock of {@link System#nanoTime()}
 * @param endedSeconds when, in seconds since 1970
 */
record LastRun(String database, Outcome outcome, long endedNanos, double endedSeconds) {

    boolean olderThan(long nanos, long nowNanos) {
        return nowNanos - endedNanos > nanos;
    }
}
