package io.sonde.exporter.scrape;

import io.sonde.endpoint.thread.SondeThreads;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads that collect. Targets that were down the last time have a lane of their own, so that waiting for them costs the others
 * nothing; and so have those whose server keeps others of its databases waiting.
 *
 * <p>Any thread may call it. The queues need no bound of their own: a target stands in them a few times at most.
 */
public final class Lanes implements AutoCloseable {

    /*
     * The number of threads is a bound for work, in this process and on one server with many databases. A thread that waits for a
     * connection, or on a kept one for the first answer, does no work. So for each that has waited for a moment the lane gets one more:
     * the first scrape after a dozen servers went away is then not late for those that are well.
     *
     * In the middle of a query nobody can tell a server that works from a network that has died, until the time for the query is over. So
     * the lane also gets one more for each whose collector has had no end for a second. A server that is merely slow must not get more work
     * for that: what else is to be collected from its address goes to a lane that has only as many threads as this one had at first.
     */

    /** Few, because threads that wait get their work in turn: as long as each has some within this time, none ends. */
    private static final int IDLE_SECONDS = 5;

    private static final int MAX_WAITING = 64;
    private static final long MOMENT_MILLIS = 250;
    private static final long SILENCE_MILLIS = 1_000;

    private final ThreadPoolExecutor healthy;
    private final ThreadPoolExecutor doubtful;
    private final ThreadPoolExecutor slow;
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
        slow = lane(threads, "sonde-scrape-slow");
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
            healthy.execute(() -> chosen(collection));
        }
    }

    private void chosen(Run collection) {
        if (!collection.member().besideSilent()) {
            watched(collection);
            return;
        }
        try {
            slow.execute(collection);
        } catch (RejectedExecutionException e) {
            // The process ends.
        }
    }

    private void watched(Run collection) {
        Watch watch = new Watch(collection);
        watch.again(MOMENT_MILLIS);
        try {
            collection.run();
        } finally {
            watch.ended();
        }
    }

    /** Changes how many threads there are for targets that were up. */
    public synchronized void threads(int number) {
        threads = number;
        resize(0);
        resize(slow, number);
    }

    private synchronized void resize(int change) {
        waiting += change;
        resize(healthy, threads + Math.min(waiting, MAX_WAITING));
    }

    private static void resize(ThreadPoolExecutor lane, int size) {
        if (size > lane.getMaximumPoolSize()) {
            lane.setMaximumPoolSize(size);
            lane.setCorePoolSize(size);
        } else {
            lane.setCorePoolSize(size);
            lane.setMaximumPoolSize(size);
        }
    }

    @Override
    public void close() {
        healthy.shutdownNow();
        doubtful.shutdownNow();
        slow.shutdownNow();
    }

    /** Lends the lane a thread for one that waits, and takes it back. */
    private final class Watch implements Runnable {

        private final Run collection;
        private @Nullable ScheduledFuture<?> alarm;
        private boolean ended;
        private boolean lent;
        private boolean silent;

        Watch(Run collection) {
            this.collection = collection;
        }

        /** Looks again after this time. */
        synchronized void again(long millis) {
            alarm = scheduler.schedule(this, millis, TimeUnit.MILLISECONDS);
        }

        @Override
        public synchronized void run() {
            if (ended) {
                return;
            }
            long left = SILENCE_MILLIS - TimeUnit.NANOSECONDS.toMillis(collection.silentNanos());
            silent = collection.answered() && left <= 0;
            if (silent) {
                // First, or the thread that is lent would take the next one of the same server.
                collection.member().isSilent(true);
            } else {
                again(Math.max(MOMENT_MILLIS, left));
            }
            if (!lent && (silent || !collection.answered())) {
                lent = true;
                resize(1);
            }
        }

        synchronized void ended() {
            ended = true;
            if (alarm != null) {
                alarm.cancel(false);
            }
            if (silent) {
                collection.member().isSilent(false);
            }
            if (lent) {
                resize(-1);
            }
        }
    }
}
