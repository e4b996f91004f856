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
 * that has ended is never given to anybody else.
 */
final class JoinedScrapes {

    private final SondeRegistry registry;
    private final ConcurrentHashMap<NameFilter, CompletableFuture<MetricSnapshots>> running = new ConcurrentHashMap<>();

    JoinedScrapes(SondeRegistry registry) {
        this.registry = registry;
    }

    MetricSnapshots collect(NameFilter filter, long deadlineNanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<MetricSnapshots> mine = new CompletableFuture<>();
        CompletableFuture<MetricSnapshots> other = running.putIfAbsent(filter, mine);
        Scrape scrape = new Scrape(filter, deadlineNanos);
        if (other != null) {
            return other.get(scrape.remainingNanos(), TimeUnit.NANOSECONDS);
        }
        try {
            MetricSnapshots snapshots = registry.scrape(scrape);
            mine.complete(snapshots);
            return snapshots;
        } finally {
            running.remove(filter, mine);
            mine.cancel(false);
        }
    }
}
