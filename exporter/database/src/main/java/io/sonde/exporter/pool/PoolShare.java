package io.sonde.exporter.pool;

import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import com.zaxxer.hikari.metrics.prometheus.PrometheusMetricsTrackerFactory;
import io.prometheus.client.CollectorRegistry;
import io.sonde.endpoint.thread.SondeThreads;
import io.sonde.exporter.config.TargetConfig;
import io.sonde.exporter.scrape.DatabaseSystem;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;

/**
 * What all pools share: one scheduler instead of a thread each, the names of threads, and where their metrics go.
 *
 * <p>Any thread may call it. Pools must be closed before it.
 */
public final class PoolShare implements AutoCloseable {

    private final ScheduledThreadPoolExecutor scheduler;
    private final ThreadFactory threads = new SondeThreads("sonde-pool", true);
    private final MetricsTrackerFactory metrics;
    private final Drivers drivers;

    /**
     * Starts without any pool.
     *
     * @param registry gets the metrics that HikariCP keeps about each pool
     * @param drivers open the connections
     */
    public PoolShare(CollectorRegistry registry, Drivers drivers) {
        this.drivers = drivers;
        scheduler = new ScheduledThreadPoolExecutor(1, threads);
        scheduler.setRemoveOnCancelPolicy(true);
        metrics = new PrometheusMetricsTrackerFactory(registry);
    }

    /** The pool of one target. Nothing connects yet. */
    public TargetPool open(TargetConfig target, DatabaseSystem system) {
        return new TargetPool(target, system, this);
    }

    Drivers drivers() {
        return drivers;
    }

    /** For short tasks of others too. */
    public ScheduledExecutorService scheduler() {
        return scheduler;
    }

    ThreadFactory threads() {
        return threads;
    }

    MetricsTrackerFactory metrics() {
        return metrics;
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
