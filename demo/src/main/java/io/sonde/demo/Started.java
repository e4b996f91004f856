package io.sonde.demo;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What has been started so far, stopped in the reverse order as soon as anybody asks. Any thread may call; the first call
 * of {@link #close} does the work and the others wait for it.
 */
final class Started implements AutoCloseable {
    /*
     * Ctrl-C may come while the starting thread is between starting a process and handing it in. The shutdown hook would end,
     * and with it the JVM, before that process is known to anybody. So whoever closes waits until the starting thread
     * has either finished or run into a closed list, and then looks again.
     */
    private static final Duration STARTER_NOTICES_WITHIN = Duration.ofSeconds(30);

    private final Deque<AutoCloseable> things = new ArrayDeque<>();
    private final CountDownLatch complete = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean claimed;

    /** Hands a thing in. If the stop has begun, the starting thread learns of it here. */
    <T extends AutoCloseable> T add(T thing) throws InterruptedIOException {
        synchronized (things) {
            things.push(thing);
        }
        checkNotStopping();
        return thing;
    }

    void checkNotStopping() throws InterruptedIOException {
        if (stopping()) {
            throw new InterruptedIOException("stopped while starting");
        }
    }

    boolean stopping() {
        return closing.getCount() == 0;
    }

    /** The starting thread will hand in nothing more. */
    void complete() {
        complete.countDown();
    }

    /** Waits; returns early, and then true, when the stop begins. */
    boolean stopsWithin(Duration time) throws InterruptedIOException {
        try {
            return closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public void close() {
        boolean first;
        synchronized (things) {
            first = !claimed;
            claimed = true;
        }
        closing.countDown();
        boolean interrupted = false;
        try {
            if (first) {
                complete.await(STARTER_NOTICES_WITHIN.toSeconds(), TimeUnit.SECONDS);
            } else {
                closed.await();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (first) {
            closeAll();
            closed.countDown();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeAll() {
        while (true) {
            AutoCloseable thing;
            synchronized (things) {
                thing = things.poll();
            }
            if (thing == null) {
                return;
            }
            try {
                thing.close();
            } catch (Exception e) {
                System.err.println("Could not stop " + thing + ": " + e);
            }
        }
    }
}
