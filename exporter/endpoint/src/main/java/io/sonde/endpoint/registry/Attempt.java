package io.sonde.endpoint.registry;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One source asked once, for one scrape.
 *
 * <p>One thread runs it, another awaits it; either may be first.
 */
final class Attempt implements Runnable {

    private final RegisteredSource source;
    private final Scrape scrape;
    private final RegisteredSource.Call call;
    private final CompletableFuture<List<MetricSnapshot>> outcome = new CompletableFuture<>();

    Attempt(RegisteredSource source, Scrape scrape) {
        this.source = source;
        this.scrape = scrape;
        this.call = source.new Call();
    }

    @Override
    @SuppressWarnings("CatchingThrowable") // A source may fail with anything, a LinkageError included.
    public void run() {
        try {
            outcome.complete(source.collect(scrape, call));
        } catch (Throwable failure) {
            outcome.completeExceptionally(failure);
        }
    }

    void fail(Throwable reason) {
        outcome.completeExceptionally(reason);
    }

    /**
     * Waits for the snapshots. A source that is late is given up, for this scrape and until its call returns.
     *
     * @throws TimeoutException if it did not finish in time
     * @throws ExecutionException with what the source threw
     */
    List<MetricSnapshot> await(long nanos) throws InterruptedException, TimeoutException, ExecutionException {
        try {
            return outcome.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException | InterruptedException e) {
            call.abandon();
            throw e;
        }
    }

    /** What is to be shown when there are no snapshots. */
    List<MetricSnapshot> instead() {
        return List.copyOf(source.instead(scrape));
    }

    RegisteredSource source() {
        return source;
    }
}
