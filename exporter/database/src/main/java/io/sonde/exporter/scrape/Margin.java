package io.sonde.exporter.scrape;

import java.time.Duration;

/** What a scrape keeps of its time for putting the page together; the endpoint keeps back more for sending it. */
final class Margin {

    /*
     * A tenth, because a machine that is so busy that a scrape gets a fifth of a processor puts a page together five times slower; and
     * never more than a quarter, so that most of a short time is left for the targets.
     */

    private static final long LEAST_NANOS = Duration.ofMillis(200).toNanos();

    private Margin() {}

    /**
     * In nanoseconds.
     *
     * @param remainingNanos the time that the scrape has
     * @param lastNanos what putting the last page together took
     */
    static long of(long remainingNanos, long lastNanos) {
        long wanted = Math.max(LEAST_NANOS, Math.max(remainingNanos / 10, 2 * lastNanos));
        return Math.min(wanted, remainingNanos / 4);
    }
}
