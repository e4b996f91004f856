package io.sonde.endpoint.page;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sonde.endpoint.registry.Scrape;
import io.sonde.endpoint.registry.SondeRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Collects once for scrapes that ask for the same at the same time.
 *
 * <p>Any thread. What is returned was read while the caller's scrape waited, or since a moment before it: a collection
 * that has ended is never given to anybody else. Nobody joins one that may end after his own time, nor one that
 * has less than half of it: he would get nothing, or would find late what he can wait for.
 */
final class JoinedScrapes {

    private final SondeRegistry registry;

    private record Running(long deadlineNanos, CompletableFuture<MetricSnapshots> page) {}

    private final ConcurrentHashMap<NameFilter, Running> running = new ConcurrentHashMap<>();

    JoinedScrapes(SondeRegistry registry) {
        this.registry = registry;
    }

    MetricSnapshots collect(NameFilter filter, long deadlineNanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        Scrape scrape = new Scrape(filter, deadlineNanos);
        Running mine = new Running(deadlineNanos, new CompletableFuture<>());
        Running joined = running.compute(filter, (same, other) -> other != null && suits(other, scrape) ? other : mine);
        if (!joined.equals(mine)) {
            return joined.page().get(scrape.remainingNanos(), TimeUnit.NANOSECONDS);
        }
        try {
            MetricSnapshots snapshots = registry.scrape(scrape);
            mine.page().complete(snapshots);
            return snapshots;
        } finally {
            running.remove(filter, mine);
            mine.page().cancel(false);
        }
    }

    private static boolean suits(Running other, Scrape scrape) {
        long later = scrape.deadlineNanos() - other.deadlineNanos();
        return later >= 0 && later <= scrape.remainingNanos() / 2;
    }
}
