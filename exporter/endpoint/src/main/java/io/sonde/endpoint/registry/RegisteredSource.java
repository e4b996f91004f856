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
 * first at most as long as its own scrape has time. After a call that was abandoned nobody is let in until it comes back.
 */
final class RegisteredSource {

    private final String name;
    private final Source source;
    private final boolean slow;
    private final ReentrantLock exclusive = new ReentrantLock();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong conflicts = new AtomicLong();
    private final AtomicBoolean failureLogged = new AtomicBoolean();
    private final AtomicBoolean conflictLogged = new AtomicBoolean();
    private volatile boolean abandoned;
    private volatile long lastNanos;

    RegisteredSource(String name, Source source, boolean slow) {
        this.name = name;
        this.source = source;
        this.slow = slow;
    }

    List<MetricSnapshot> collect(Scrape scrape) throws Exception {
        if (abandoned || !(slow || exclusive.tryLock(scrape.remainingNanos(), TimeUnit.NANOSECONDS))) {
            throw new TimeoutException("still busy with an earlier scrape");
        }
        running.incrementAndGet();
        long start = System.nanoTime();
        try {
            List<MetricSnapshot> snapshots = new ArrayList<>();
            for (MetricSnapshot snapshot : source.collect(scrape)) {
                snapshots.add(snapshot);
            }
            return snapshots;
        } finally {
            lastNanos = System.nanoTime() - start;
            running.decrementAndGet();
            if (!slow) {
                exclusive.unlock();
            }
            abandoned = false;
        }
    }

    List<? extends MetricSnapshot> instead(Scrape scrape) {
        return source.instead(scrape);
    }

    /** Nobody waits for the running call any more. Scrapes pass this source over until that call comes back. */
    void abandon() {
        abandoned = true;
        if (running.get() == 0) {
            // The call came back in between, and will not clear the mark again.
            abandoned = false;
        }
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
}
