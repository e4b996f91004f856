package io.sonde.benchmarks.soak;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * So many turns a second, or as many as the machine gives: what was missed for more than a second is not made up for. One thread's.
 */
final class Pace {

    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final double perNano;
    private long start = System.nanoTime();
    private double given;

    Pace(double perSecond) {
        this.perNano = perSecond / 1e9;
    }

    /** Waits until there are turns, and returns how many. */
    int turns() {
        while (true) {
            double due = (System.nanoTime() - start) * perNano;
            double second = perNano * 1e9;
            if (due - given > Math.max(second, 1)) {
                given = due - Math.max(second, 1);
            }
            int turns = (int) (due - given);
            if (turns > 0) {
                given += turns;
                return turns;
            }
            LockSupport.parkNanos(Math.max(SLICE_NANOS, (long) ((1 - (due - given)) / perNano)));
        }
    }
}
