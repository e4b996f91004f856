package io.sonde.exporter.scrape;

import io.sonde.endpoint.thread.SondeThreads;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that collect. Targets that were down the last time have a lane of their own, so that waiting for them costs the others
 * nothing.
 *
 * <p>Any thread may call it. The queues need no bound of their own: a target stands in them at most once.
 */
public final class Lanes implements AutoCloseable {

    private static final int IDLE_SECONDS = 60;

    private final ThreadPoolExecutor healthy;
    private final ThreadPoolExecutor doubtful;

    /**
     * Threads start when they are needed.
     *
     * @param threads of the lane for targets that were up
     */
    public Lanes(int threads) {
        healthy = lane(threads, "sonde-scrape");
        doubtful = lane((threads + 1) / 2, "sonde-scrape-down");
    }

    private static ThreadPoolExecutor lane(int threads, String name) {
        ThreadPoolExecutor lane = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new SondeThreads(name, true));
        lane.allowCoreThreadTimeOut(true);
        return lane;
    }

    void execute(Runnable collection, boolean wasDown) {
        (wasDown ? doubtful : healthy).execute(collection);
    }

    @Override
    public void close() {
        healthy.shutdownNow();
        doubtful.shutdownNow();
    }
}
