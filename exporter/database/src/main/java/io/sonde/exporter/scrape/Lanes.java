package io.sonde.exporter.scrape;

import io.sonde.endpoint.thread.SondeThreads;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that collect. Targets that were down the last time have a lane of their own, so that waiting for them costs the others
 * nothing.
 *
 * <p>Any thread may call it. The queues need no bound of their own: a target stands in them a few times at most.
 */
public final class Lanes implements AutoCloseable {

    /*
     * The number of threads is a bound for work, in this process and on one server with many databases. A thread that waits for a
     * connection, or on a kept one for the first answer, does no work. So for each that has waited for a moment the lane gets one more:
     * the first scrape after a dozen servers went away is then not late for those that are well.
     */

    private static final int IDLE_SECONDS = 60;
    private static final int MAX_WAITING = 64;
    private static final long MOMENT_MILLIS = 250;

    private final ThreadPoolExecutor healthy;
    private final ThreadPoolExecutor doubtful;
    private final ScheduledExecutorService scheduler;
    private int threads;
    private int waiting;

    /**
     * Threads start when they are needed.
     *
     * @param threads of the lane for targets that were up
     * @param scheduler for short tasks
     */
    public Lanes(int threads, ScheduledExecutorService scheduler) {
        this.threads = threads;
        this.scheduler = scheduler;
        healthy = lane(threads, "sonde-scrape");
        doubtful = lane(MAX_WAITING, "sonde-scrape-down");
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

    void execute(Run collection, boolean wasDown) {
        if (wasDown) {
            doubtful.execute(collection);
        } else {
            healthy.execute(() -> watched(collection));
        }
    }

    private void watched(Run collection) {
        Watch watch = new Watch(collection);
        ScheduledFuture<?> alarm = scheduler.schedule(watch, MOMENT_MILLIS, TimeUnit.MILLISECONDS);
        try {
            collection.run();
        } finally {
            alarm.cancel(false);
            watch.ended();
        }
    }

    /** Changes how many threads there are for targets that were up. */
    public synchronized void threads(int number) {
        threads = number;
        resize(0);
    }

    private synchronized void resize(int change) {
        waiting += change;
        int size = threads + Math.min(waiting, MAX_WAITING);
        if (size > healthy.getMaximumPoolSize()) {
            healthy.setMaximumPoolSize(size);
            healthy.setCorePoolSize(size);
        } else {
            healthy.setCorePoolSize(size);
            healthy.setMaximumPoolSize(size);
        }
    }

    @Override
    public void close() {
        healthy.shutdownNow();
        doubtful.shutdownNow();
    }

    /** Lends the lane a thread for one that waits, and takes it back. */
    private final class Watch implements Runnable {

        private final Run collection;
        private boolean ended;
        private boolean lent;

        Watch(Run collection) {
            this.collection = collection;
        }

        @Override
        public synchronized void run() {
            if (!ended && !collection.answered()) {
                lent = true;
                resize(1);
            }
        }

        synchronized void ended() {
            ended = true;
            if (lent) {
                resize(-1);
            }
        }
    }
}
