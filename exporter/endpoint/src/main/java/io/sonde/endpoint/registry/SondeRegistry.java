package io.sonde.endpoint.registry;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sonde.endpoint.log.LogSink;
import io.sonde.endpoint.thread.SondeThreads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * All sources of one process, and one page of immutable snapshots from them.
 *
 * <p>Any thread may call any method. {@link #scrape} blocks until every source has answered or run out of time, never
 * beyond the scrape's deadline by more than scheduling. Sources run on the registry's own daemon threads. One that
 * throws, that is late, or that has metrics others have too loses what is its own of that page, and nothing else: the
 * rest is there, and {@code sonde_collector_failures_total} and {@code sonde_collector_conflicts_total} say so.
 */
public final class SondeRegistry implements AutoCloseable {

    /** The longest that a source which is not registered as slow may take. */
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int MAX_THREADS = 64;
    private static final int IDLE_SECONDS = 60;

    private final CopyOnWriteArrayList<RegisteredSource> sources = new CopyOnWriteArrayList<>();
    private final ThreadPoolExecutor threads;
    private final FailureLog failures;
    private final long patienceNanos;

    public SondeRegistry(LogSink log) {
        this(log, PATIENCE);
    }

    /** @param patience the longest that a source which is not registered as slow may take */
    public SondeRegistry(LogSink log, Duration patience) {
        this.failures = new FailureLog(log);
        this.patienceNanos = patience.toNanos();
        this.threads = new ThreadPoolExecutor(
                0,
                MAX_THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new SondeThreads("sonde-collect", true));
    }

    /**
     * Adds a source that answers from memory. Such sources are asked one after the other.
     *
     * @param name says in Sonde's own metrics and messages which source is meant
     * @throws IllegalArgumentException if there is a source of this name
     */
    public Registration register(String name, Source source) {
        return register(new RegisteredSource(name, source, false));
    }

    /** Adds a Prometheus collector that answers from memory. */
    public Registration register(String name, MultiCollector collector) {
        return register(name, (Source) scrape -> collector.collect());
    }

    /**
     * Adds a source that waits for others, like a database. Such sources are asked beside each other, and each by several
     * scrapes at once when these have different times or ask for different names.
     */
    public Registration registerSlow(String name, Source source) {
        return register(new RegisteredSource(name, source, true));
    }

    private Registration register(RegisteredSource source) {
        synchronized (sources) {
            for (RegisteredSource other : sources) {
                if (other.name().equals(source.name())) {
                    throw new IllegalArgumentException("there is a collector named " + source.name() + " already");
                }
            }
            sources.add(source);
        }
        return () -> sources.remove(source);
    }

    /**
     * Asks all sources.
     *
     * @return what they said in time, and the registry's own metrics about them, sorted by name
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public MetricSnapshots scrape(Scrape scrape) throws InterruptedException {
        List<RegisteredSource> asked = List.copyOf(sources);
        Page page = new Page(scrape.names());
        new Collection(scrape, patienceNanos, page, failures, threads).collect(asked);
        page.add(SelfSnapshots.of(asked));
        return page.snapshots();
    }

    /** Ends the registry's threads. A later scrape finds no source that answers. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
