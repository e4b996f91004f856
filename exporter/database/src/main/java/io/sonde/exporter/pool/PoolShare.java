package io.sonde.exporter.pool;

import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import com.zaxxer.hikari.metrics.prometheus.PrometheusMetricsTrackerFactory;
import io.prometheus.client.CollectorRegistry;
import io.sonde.endpoint.thread.SondeThreads;
import io.sonde.exporter.config.TargetConfig;
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

    /**
     * Starts without any pool.
     *
     * @param registry gets the metrics that HikariCP keeps about each pool
     */
    public PoolShare(CollectorRegistry registry) {
        scheduler = new ScheduledThreadPoolExecutor(1, threads);
        scheduler.setRemoveOnCancelPolicy(true);
        metrics = new PrometheusMetricsTrackerFactory(registry);
    }

    /** The pool of one target. Nothing connects yet. */
    public TargetPool open(TargetConfig target) {
        return new TargetPool(target, this);
    }

    ScheduledExecutorService scheduler() {
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
