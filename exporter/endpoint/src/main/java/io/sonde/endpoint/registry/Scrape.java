package io.sonde.endpoint.registry;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * What a scrape asks for.
 *
 * @param names accepts the metric names that are wanted. A source that can save work asks it with a name as exposed, or
 *     the name without its type's suffix; a source that cannot ignores it, and the registry filters
 * @param deadlineNanos when the answer must be ready, on the clock of {@link System#nanoTime()}
 */
public record Scrape(Predicate<String> names, long deadlineNanos) {

    /** Everything, within the given time from now. */
    public static Scrape everything(Duration timeout) {
        return new Scrape(name -> true, System.nanoTime() + timeout.toNanos());
    }

    /** Whether the metric of this name is wanted. */
    public boolean wants(String name) {
        return names.test(name);
    }

    /** The time that is left in nanoseconds; 0 when there is none. */
    public long remainingNanos() {
        return Math.max(0, deadlineNanos - System.nanoTime());
    }
}
