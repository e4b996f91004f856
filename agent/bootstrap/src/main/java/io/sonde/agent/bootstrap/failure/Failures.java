package io.sonde.agent.bootstrap.failure;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what went wrong inside Sonde and was kept from the application.
 *
 * <p>Any thread may call it; it never throws, and only the first failure ever prints.
 */
public final class Failures {

    private static final AtomicBoolean SAID = new AtomicBoolean();

    private static final AtomicLong UNPLACED = new AtomicLong();

    /** Not written to once it is made. */
    private static final Map<Place, AtomicLong> COUNTS = new EnumMap<>(Place.class);

    static {
        for (Place place : Place.values()) {
            COUNTS.put(place, new AtomicLong());
        }
    }

    private Failures() {}

    /** How many failures there were at a place since the start. */
    public static long count(Place place) {
        return COUNTS.getOrDefault(place, UNPLACED).get();
    }

    /** Counts a failure. The first one is also told on standard error, as one line. */
    public static void suppressed(Place place, Throwable failure) {
        try {
            COUNTS.getOrDefault(place, UNPLACED).incrementAndGet();
            if (!SAID.get() && SAID.compareAndSet(false, true)) {
                say(place, failure);
            }
        } catch (Throwable again) {
            // Out of stack or memory: the counter has it, or nothing can.
        }
    }

    private static void say(Place place, Throwable failure) {
        StringBuilder line = new StringBuilder("suppressed a failure of its own (")
                .append(place.label())
                .append("): ")
                .append(failure);
        StackTraceElement[] stack = failure.getStackTrace();
        for (int i = 0; i < Math.min(4, stack.length); i++) {
            line.append(i == 0 ? " at " : " < ").append(stack[i]);
        }
        Warnings.warn(line.append("; more are only counted, in sonde_agent_suppressed_failures_total")
                .toString());
    }
}
