package io.sonde.exporter.scrape;

import io.sonde.endpoint.thread.SondeThreads;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads for what no scrape waits for, shared by all targets: one that keeps the time, given from outside, a few for rounds and a
 * few for samples.
 *
 * <p>Any thread may call it. The queues need no bound of their own: a target stands in each at most once.
 */
public final class Background implements AutoCloseable {

    /** Few, because threads that wait get their work in turn: as long as each has some within this time, none ends. */
    private static final int IDLE_SECONDS = 5;

    private static final int MAX_SAMPLING = 16;

    private final ScheduledExecutorService scheduler;
    private final ThreadPoolExecutor rounds;
    private final ThreadPoolExecutor samples;

    /**
     * Threads start when they are needed.
     *
     * @param scheduler for short tasks
     * @param roundThreads how many targets are visited at the same time
     */
    public Background(ScheduledExecutorService scheduler, int roundThreads) {
        this.scheduler = scheduler;
        rounds = pool(roundThreads, "sonde-round");
        samples = pool(MAX_SAMPLING, "sonde-sample");
    }

    private static ThreadPoolExecutor pool(int threads, String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new SondeThreads(name, true));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Runs the round once, after the delay. */
    ScheduledFuture<?> round(Runnable round, Duration delay) {
        return later(rounds, round, delay);
    }

    /** Runs the sampling once, after the delay. */
    ScheduledFuture<?> sample(Runnable sampling, Duration delay) {
        return later(samples, sampling, delay);
    }

    private ScheduledFuture<?> later(ThreadPoolExecutor pool, Runnable task, Duration delay) {
        Runnable handOver = () -> {
            try {
                pool.execute(task);
            } catch (RejectedExecutionException e) {
                // The process ends.
            }
        };
        return scheduler.schedule(handOver, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        rounds.shutdownNow();
        samples.shutdownNow();
    }
}
