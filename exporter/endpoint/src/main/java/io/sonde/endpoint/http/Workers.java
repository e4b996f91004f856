package io.sonde.endpoint.http;

import io.sonde.endpoint.log.LogSink;
import io.sonde.endpoint.thread.SondeThreads;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes answers away from the event loop, a bounded number at a time.
 *
 * <p>Any thread. A place is taken by {@link #enter}, and given back when the answer has been sent: the places bound the answers in
 * memory, and so do their bytes; the threads bound those being made.
 */
final class Workers {

    /*
     * Idle threads get their tasks in turn, so none of them ends while all together have one within the time that one waits. What they
     * wait is therefore shared out among as many as there may be: a dozen scrapes a second keep a dozen threads, and not all.
     */
    private static final int IDLE_MILLIS_OF_ALL = 60_000;

    private final ThreadPoolExecutor threads;
    private final Semaphore places;
    private final AtomicLong keptBytes = new AtomicLong();
    private final long maxKeptBytes;
    private final LogSink log;
    private final Set<String> failedPages = ConcurrentHashMap.newKeySet();

    Workers(HttpLimits limits, boolean daemon, LogSink log) {
        this.log = log;
        this.places = new Semaphore(limits.exchanges());
        this.maxKeptBytes = limits.answerBytes();
        this.threads = new ThreadPoolExecutor(
                0,
                limits.workers(),
                Math.max(1, IDLE_MILLIS_OF_ALL / limits.workers()),
                TimeUnit.MILLISECONDS,
                new IdleFirst(),
                new SondeThreads("sonde-http-work", daemon),
                Workers::queue);
    }

    /** A place for one answer, or null if all are taken. */
    @Nullable
    Place enter() {
        return places.tryAcquire() ? new Place() : null;
    }

    /** Of one answer, whose bytes count from when they are there. */
    final class Place {

        private long bytes;

        private Encoded keep(Encoded answer) {
            long length = answer.bytes().length();
            long before = keptBytes.getAndAdd(length);
            if (before > 0 && before + length > maxKeptBytes) {
                keptBytes.addAndGet(-length);
                return busy();
            }
            bytes = length;
            return answer;
        }

        void leave() {
            keptBytes.addAndGet(-bytes);
            places.release();
        }
    }

    /** What a client gets for whose answer there is no place. */
    static Encoded busy() {
        return plain(Response.text(503, "Busy with other requests.").with("Retry-After", "1"));
    }

    /** Makes the answer on a worker and hands it over there. */
    void answer(Place place, Page page, Request request, boolean gzip, Consumer<Encoded> then) {
        try {
            threads.execute(() -> then.accept(place.keep(answer(page, request, gzip))));
        } catch (RejectedExecutionException e) {
            then.accept(plain(Response.text(503, "The server is closing.")));
        }
    }

    /** Makes the answer on this thread. Never throws. */
    @SuppressWarnings("CatchingThrowable") // Whatever a page does, the client gets an answer and the thread goes on.
    Encoded answer(Page page, Request request, boolean gzip) {
        try {
            return Encoded.of(page.answer(request), gzip);
        } catch (Throwable failure) {
            if (failedPages.add(page.path())) {
                log.warn("page " + page.path() + " failed; later failures of it are not logged", failure);
            }
            return plain(Response.text(500, "The page failed."));
        }
    }

    /** A response that needs no page. */
    static Encoded plain(Response response) {
        try {
            return Encoded.of(response, false);
        } catch (java.io.IOException e) {
            throw new IllegalStateException("written to memory", e);
        }
    }

    void close() {
        threads.shutdownNow();
    }

    /** All threads are at work: it waits for one of them. The places bound how many wait. */
    private static void queue(Runnable task, ThreadPoolExecutor threads) {
        if (threads.isShutdown()) {
            throw new RejectedExecutionException();
        }
        threads.getQueue().add(task);
    }

    /** Takes a task only for a thread that has nothing to do, so that a thread is started only when there is none. */
    private static final class IdleFirst extends LinkedTransferQueue<Runnable> {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }

        @Override
        public boolean add(Runnable task) {
            return super.offer(task);
        }
    }
}
