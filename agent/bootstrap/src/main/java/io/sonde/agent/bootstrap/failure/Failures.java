package io.sonde.agent.bootstrap.failure;

import java.lang.reflect.InvocationTargetException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what went wrong inside Sonde and was kept from the application.
 *
 * <p>Any thread may call it; it throws nothing but what {@code Thread.stop} threw, and only the first failure that can be printed ever prints.
 */
public final class Failures {

    /** By its name: the class will be removed from the JDK, which has stopped no thread since version 20. */
    private static final String STOP = "java.lang.ThreadDeath";

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

    /** Counts a failure. The first one is also told on standard error, as one line. What {@code Thread.stop} threw is thrown on: it is nobody's failure. */
    public static void suppressed(Place place, Throwable failure) {
        if (failure instanceof Error stop && STOP.equals(failure.getClass().getName())) {
            throw stop;
        }
        try {
            COUNTS.getOrDefault(place, UNPLACED).incrementAndGet();
            tell(place, failure);
        } catch (Throwable again) {
            // Out of stack or memory: the counter has it, or nothing can.
        }
    }

    /**
     * Tells of a failure that was counted already, unless one has been told.
     *
     * @return whether one has been told by now; false if there is not even the memory for a sentence
     */
    public static boolean tell(Place place, Throwable failure) {
        if (SAID.get() || !SAID.compareAndSet(false, true)) {
            return true;
        }
        boolean said = false;
        try {
            said = say(place, failure);
        } catch (Throwable again) {
            // As if it had not been said.
        }
        SAID.set(said);
        return said;
    }

    private static boolean say(Place place, Throwable thrown) {
        // Of a constructor that reflection called, what it threw says more.
        Throwable cause = thrown instanceof InvocationTargetException ? thrown.getCause() : null;
        Throwable failure = cause == null ? thrown : cause;
        StringBuilder line = new StringBuilder("suppressed a failure of its own (")
                .append(place.label())
                .append("): ")
                .append(failure);
        StackTraceElement[] stack = failure.getStackTrace();
        for (int i = 0; i < Math.min(4, stack.length); i++) {
            line.append(i == 0 ? " at " : " < ").append(stack[i]);
        }
        line.append("; more are only counted, in sonde_agent_suppressed_failures_total");
        return Warnings.say(LogLevel.WARN, line.toString());
    }
}
