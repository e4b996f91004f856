package io.sonde.agent.bootstrap;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits until an application, which as a rule is about to start too, leaves most of a processor free.
 *
 * <p>The engine's start costs some half a second of processor time. An application on two processors, which needs one to load its
 * classes and one for the JVM's compilers, would be ready that much later.
 */
class FreeProcessor {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** As part of a processor. */
    private static final double ENOUGH = 0.7;

    /** Returns after {@code mostNanos} at the latest, and at once where nobody tells how much processor time was used. */
    final void await(long mostNanos) {
        if (mostNanos <= 0) {
            return;
        }
        long start = nanoTime();
        long before = start;
        long usedBefore = usedNanos();
        while (usedBefore >= 0 && before - start < mostNanos) {
            park(Math.min(LOOK_NANOS, mostNanos - (before - start)));
            long now = nanoTime();
            long used = usedNanos();
            if (used < 0 || isEnough(used - usedBefore, now - before)) {
                return;
            }
            before = now;
            usedBefore = used;
        }
    }

    private boolean isEnough(long usedNanos, long passedNanos) {
        return passedNanos > 0 && processors() - (double) usedNanos / passedNanos >= ENOUGH;
    }

    int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** The processor time of this process until now, or -1 if that cannot be known. */
    long usedNanos() {
        Optional<Duration> used = ProcessHandle.current().info().totalCpuDuration();
        return used.isPresent() ? used.get().toNanos() : -1;
    }

    long nanoTime() {
        return System.nanoTime();
    }

    void park(long nanos) {
        LockSupport.parkNanos(nanos);
    }
}
