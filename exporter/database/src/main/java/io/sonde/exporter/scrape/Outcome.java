package io.sonde.exporter.scrape;

import org.jspecify.annotations.Nullable;

/**
 * How one collector ended.
 *
 * @param found what it read; nothing unless it succeeded
 * @param nanos how long it took
 * @param reason why it gave nothing; null when it succeeded
 * @param remedy what helps; empty when unknown
 * @param cause what was thrown, if something was
 */
record Outcome(
        String collector,
        Samples found,
        long nanos,
        @Nullable Reason reason,
        String remedy,
        @Nullable Exception cause) {

    static Outcome success(String collector, Samples found, long nanos) {
        return new Outcome(collector, found, nanos, null, "", null);
    }

    static Outcome failure(String collector, long nanos, Reason reason, String remedy, @Nullable Exception cause) {
        return new Outcome(collector, new Samples(), nanos, reason, remedy, cause);
    }
}
