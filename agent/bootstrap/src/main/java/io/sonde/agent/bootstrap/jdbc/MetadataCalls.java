package io.sonde.agent.bootstrap.jdbc;

import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Entry points of woven {@code DatabaseMetaData} methods that return a result set: the rows that drivers read in them, and those that they
 * return, are no rows of a query.
 *
 * <p>Called by the application's threads. Nothing is thrown.
 */
public final class MetadataCalls {

    /*
     * Metadata is asked for when an application starts, hardly ever later. So what an execution pays is one look at a counter that is
     * zero; the map with the threads that are inside may cost what it likes.
     */

    private static final ConcurrentHashMap<Long, Integer> DEPTHS = new ConcurrentHashMap<>();
    private static final AtomicInteger ACTIVE = new AtomicInteger();

    private MetadataCalls() {}

    /** A call begins. Returns what {@link #left} needs. */
    public static long entered() {
        try {
            Long thread = Thread.currentThread().getId();
            Integer depth = DEPTHS.get(thread);
            DEPTHS.put(thread, depth == null ? 1 : depth + 1);
            ACTIVE.incrementAndGet();
            return thread + 1;
        } catch (Throwable t) {
            Failures.suppressed(Place.RESULT, t);
            return 0;
        }
    }

    /** The call ends, in whatever way. */
    public static void left(long token) {
        if (token == 0) {
            return;
        }
        try {
            Long thread = token - 1;
            Integer depth = DEPTHS.get(thread);
            ACTIVE.decrementAndGet();
            if (depth == null || depth == 1) {
                DEPTHS.remove(thread);
            } else {
                DEPTHS.put(thread, depth - 1);
            }
        } catch (Throwable t) {
            Failures.suppressed(Place.RESULT, t);
        }
    }

    /** Whether this thread is in such a call. */
    static boolean inside() {
        return ACTIVE.get() != 0 && DEPTHS.containsKey(Thread.currentThread().getId());
    }
}
