package io.sonde.agent.bootstrap.jdbc;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Estimates the time that the entry points of executions take from the application, by measuring about one in {@value #ONE_IN}.
 *
 * <p>Any thread may measure and read. What is not measured pays for a look at a field that is hardly ever written.
 */
final class OwnCost {

    /*
     * Nothing is counted to find out whose turn it is: an exit reads the clock anyway, and measures itself when the last ten bits
     * of that time are zero. It then asks whoever enters next to measure the entry too. A clock that ticks in units of 2^n
     * nanoseconds shows zeros more often, by a known factor.
     *
     *   entry   t0 │ find the slot, …, read the clock │ t1     costs t1 - t0, less the one clock read that is only there to measure
     *   exit    read the clock │ give the slot back, count │ t2   costs t2 - the first: the other half of a clock read is in it
     *
     * That a thread is descheduled meanwhile is not our cost, and would count a thousandfold: a sample is at most 20 microseconds, which
     * a failure or a query that was never seen may take.
     */

    static final int ONE_IN = 1024;

    private static final long MOST_NANOS = 20_000;

    private static final AtomicLong SAMPLED_NANOS = new AtomicLong();

    private static boolean entryIsDue;

    private OwnCost() {}

    /** The time, if an entry that begins now is to measure itself; 0 otherwise. */
    static long entering() {
        return entryIsDue ? begin() : 0;
    }

    private static long begin() {
        entryIsDue = false;
        return System.nanoTime();
    }

    /** An entry that {@link #entering} gave this time is over. */
    static void entered(long from) {
        count(System.nanoTime() - from - Clock.READ_NANOS);
    }

    /** An exit that began at this time is over. */
    static void left(long now) {
        if ((now & (ONE_IN - 1)) == 0) {
            count(System.nanoTime() - now);
            entryIsDue = true;
        }
    }

    /** What all entries and exits so far are likely to have taken, in nanoseconds. */
    static long estimateNanos() {
        return SAMPLED_NANOS.get() * (ONE_IN >> Clock.ZERO_BITS);
    }

    private static void count(long nanos) {
        if (nanos > 0) {
            SAMPLED_NANOS.addAndGet(Math.min(nanos, MOST_NANOS));
        }
    }

    /** What the clock is like; found out with the first sample. */
    private static final class Clock {

        static final long READ_NANOS;
        static final int ZERO_BITS;

        static {
            long bits = 0;
            long least = MOST_NANOS;
            for (int i = 0; i < 200; i++) {
                long a = System.nanoTime();
                long b = System.nanoTime();
                bits |= a | b;
                least = Math.min(least, b - a);
            }
            READ_NANOS = least;
            ZERO_BITS = Math.min(10, Long.numberOfTrailingZeros(bits));
        }
    }
}
