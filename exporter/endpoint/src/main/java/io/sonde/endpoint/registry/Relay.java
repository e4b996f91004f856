package io.sonde.endpoint.registry;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs attempts one after the other on a borrowed thread, and goes on without one that got stuck.
 *
 * <p>Used by the thread of one scrape; the borrowed threads only see {@link #run}.
 */
final class Relay {

    /*
     * Asking each source on a thread of its own would cost a hand-over per source at every scrape, although nearly all
     * of them answer within microseconds; asking them on the scrape's thread would let one of them hang the page. So
     * one runner takes them all, and when the scrape gives up waiting for one, it sends a second runner for the rest.
     * The runner that was left behind finds, when its call comes back, that the baton has moved on, and ends.
     */

    private final List<Attempt> attempts;
    private final Executor threads;
    private final AtomicInteger runner = new AtomicInteger();

    Relay(List<Attempt> attempts, Executor threads) {
        this.attempts = attempts;
        this.threads = threads;
    }

    /** Starts a runner at the attempt of this index, in place of one that runs now. */
    void startAt(int index) {
        if (index >= attempts.size()) {
            return;
        }
        int me = runner.incrementAndGet();
        try {
            threads.execute(() -> run(me, index));
        } catch (RejectedExecutionException e) {
            for (int i = index; i < attempts.size(); i++) {
                attempts.get(i).fail(e);
            }
        }
    }

    private void run(int me, int from) {
        for (int i = from; i < attempts.size() && runner.get() == me; i++) {
            attempts.get(i).run();
        }
    }
}
