package io.sonde.endpoint.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The sources of one scrape, asked. Belongs to the scrape's thread. */
final class Collection {

    private final Scrape scrape;
    private final long patienceNanos;
    private final Page page;
    private final FailureLog failures;
    private final Executor threads;

    /** @param patienceNanos the longest that a source which is not registered as slow may take */
    Collection(Scrape scrape, long patienceNanos, Page page, FailureLog failures, Executor threads) {
        this.scrape = scrape;
        this.patienceNanos = patienceNanos;
        this.page = page;
        this.failures = failures;
        this.threads = threads;
    }

    /** Asks every source, the slow ones beside each other, and puts on the page what they say in time. */
    void collect(List<RegisteredSource> sources) throws InterruptedException {
        List<Attempt> quick = new ArrayList<>(sources.size());
        List<Attempt> slow = new ArrayList<>();
        for (RegisteredSource source : sources) {
            (source.slow() ? slow : quick).add(new Attempt(source, scrape));
        }
        for (Attempt attempt : slow) {
            start(attempt);
        }
        Relay relay = new Relay(quick, threads);
        relay.startAt(0);
        for (int i = 0; i < quick.size(); i++) {
            // Never more than half of what is left, so that a late source cannot take the time of those behind it.
            if (!take(quick.get(i), Math.min(patienceNanos, scrape.remainingNanos() / 2))) {
                relay.startAt(i + 1);
            }
        }
        for (Attempt attempt : slow) {
            take(attempt, scrape.remainingNanos());
        }
    }

    private void start(Attempt attempt) {
        try {
            threads.execute(attempt);
        } catch (RejectedExecutionException e) {
            attempt.fail(e);
        }
    }

    /** False if the source was late, and still occupies the thread it runs on. */
    private boolean take(Attempt attempt, long nanos) throws InterruptedException {
        try {
            int conflicts = page.add(attempt.await(nanos));
            if (conflicts > 0) {
                failures.conflicts(attempt.source(), conflicts);
            }
            return true;
        } catch (TimeoutException e) {
            missed(attempt, e);
            return false;
        } catch (ExecutionException e) {
            missed(attempt, e.getCause());
            return true;
        } catch (RuntimeException e) {
            missed(attempt, e);
            return true;
        }
    }

    private void missed(Attempt attempt, @Nullable Throwable reason) {
        failures.failed(attempt.source(), reason);
        try {
            page.add(attempt.instead());
        } catch (RuntimeException e) {
            failures.failed(attempt.source(), e);
        }
    }
}
