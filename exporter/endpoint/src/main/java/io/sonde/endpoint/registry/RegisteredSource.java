package io.sonde.endpoint.registry;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A source with its name and its record of failures.
 *
 * <p>Any thread may call any method. Unless the source is slow, {@link #collect} is exclusive: a second caller waits for the
 * first at most as long as its own scrape has time. While there is a call that was abandoned nobody is let in.
 */
final class RegisteredSource {

    private final String name;
    private final Source source;
    private final boolean slow;
    private final ReentrantLock exclusive = new ReentrantLock();
    /** Calls that nobody waits for any more, and that have not come back. */
    private final AtomicInteger abandoned = new AtomicInteger();

    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong conflicts = new AtomicLong();
    private final AtomicBoolean failureLogged = new AtomicBoolean();
    private final AtomicBoolean conflictLogged = new AtomicBoolean();
    private volatile long lastNanos;

    RegisteredSource(String name, Source source, boolean slow) {
        this.name = name;
        this.source = source;
        this.slow = slow;
    }

    /** @param call says whether anybody still waits */
    List<MetricSnapshot> collect(Scrape scrape, Call call) throws Exception {
        if (abandoned.get() > 0 || !(slow || exclusive.tryLock(scrape.remainingNanos(), TimeUnit.NANOSECONDS))) {
            throw new TimeoutException("still busy with an earlier scrape");
        }
        if (!call.begin()) {
            release();
            throw new TimeoutException("nobody waits any more");
        }
        long start = System.nanoTime();
        try {
            List<MetricSnapshot> snapshots = new ArrayList<>();
            for (MetricSnapshot snapshot : source.collect(scrape)) {
                snapshots.add(snapshot);
            }
            return snapshots;
        } finally {
            lastNanos = System.nanoTime() - start;
            release();
            call.end();
        }
    }

    private void release() {
        if (!slow) {
            exclusive.unlock();
        }
    }

    List<? extends MetricSnapshot> instead(Scrape scrape) {
        return source.instead(scrape);
    }

    /** Counts a failure; true for the first one, which is the one to be logged. */
    boolean countFailure() {
        failures.incrementAndGet();
        return failureLogged.compareAndSet(false, true);
    }

    /** Counts series that were left out of a page because another source has them; true for the first. */
    boolean countConflicts(int series) {
        conflicts.addAndGet(series);
        return conflictLogged.compareAndSet(false, true);
    }

    String name() {
        return name;
    }

    boolean slow() {
        return slow;
    }

    long failures() {
        return failures.get();
    }

    long conflicts() {
        return conflicts.get();
    }

    /** How long the last finished call took, in nanoseconds. */
    long lastNanos() {
        return lastNanos;
    }

    /** One call of this source, which one thread makes and another may abandon. */
    final class Call {

        private boolean runs;
        private boolean givenUp;

        /** Nobody waits for it any more. Scrapes pass the source over until this call comes back. */
        synchronized void abandon() {
            if (runs && !givenUp) {
                abandoned.incrementAndGet();
            }
            givenUp = true;
        }

        /** False when nobody waits any more. */
        private synchronized boolean begin() {
            runs = !givenUp;
            return runs;
        }

        private synchronized void end() {
            if (runs && givenUp) {
                abandoned.decrementAndGet();
            }
            runs = false;
        }
    }
}
