package io.sonde.exporter.scrape;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One collection from one target.
 *
 * <p>One thread runs it; any thread may wait for it and read what it has found so far. Who stops waiting gets the collectors that
 * have ended; the others are reported as late.
 */
final class Run implements Runnable {

    private final Connections connections;
    private final List<Collector> collectors;
    private final long deadlineNanos;
    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable Server server;
    private volatile @Nullable Down down;

    Run(Connections connections, List<Collector> collectors, long deadlineNanos) {
        this.connections = connections;
        this.collectors = collectors;
        this.deadlineNanos = deadlineNanos;
    }

    @Override
    public void run() {
        try (Connection connection = connections.connect()) {
            Server found = Server.read(connection);
            server = found;
            collect(new Session(connection, found, deadlineNanos));
        } catch (SQLException e) {
            fail(Reason.of(e), e);
        } catch (RuntimeException e) {
            fail(Reason.FAILED, e);
        } catch (Error e) {
            // Left alone it would end the thread, and the target would look as if it had answered.
            fail(Reason.FAILED, new IllegalStateException(e));
        } finally {
            done.countDown();
        }
    }

    private void collect(Session session) throws SQLException {
        for (Collector collector : collectors) {
            Outcome outcome = session.expired()
                    ? Outcome.failure(collector.name(), 0, Reason.DEADLINE, "", null)
                    : collect(collector, session);
            outcomes.add(outcome);
        }
    }

    /** Throws only when the connection is lost, and with it the rest of this collection. */
    private Outcome collect(Collector collector, Session session) throws SQLException {
        long start = System.nanoTime();
        Samples found = new Samples();
        try {
            collector.collect(session, found);
            return Outcome.success(collector.name(), found, System.nanoTime() - start);
        } catch (SkippedException e) {
            return Outcome.failure(collector.name(), System.nanoTime() - start, e.reason(), e.remedy(), null);
        } catch (SQLException e) {
            if (Reason.connectionLost(e)) {
                throw e;
            }
            return Outcome.failure(collector.name(), System.nanoTime() - start, Reason.of(e), "", e);
        } catch (RuntimeException e) {
            return Outcome.failure(collector.name(), System.nanoTime() - start, Reason.FAILED, "", e);
        } catch (Error e) {
            Exception cause = new IllegalStateException(e);
            return Outcome.failure(collector.name(), System.nanoTime() - start, Reason.FAILED, "", cause);
        }
    }

    private void fail(Reason reason, Exception failure) {
        down = new Down(reason, failure);
    }

    boolean finished() {
        return done.getCount() == 0;
    }

    /** Waits until it has ended, at most until then. */
    void await(long untilNanos) throws InterruptedException {
        done.await(Math.max(0, untilNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    /** What is known now. */
    Findings findings() {
        // Read first: what ends between this and the copy is then in the copy.
        boolean ended = finished();
        Server found = server;
        Down known = down;
        if (!ended && found == null && known == null) {
            known = new Down(Reason.DEADLINE, null);
        }
        return new Findings(found, known, List.copyOf(outcomes));
    }

    /**
     * Why a target counts as down.
     *
     * @param failure null when it is only late
     */
    record Down(Reason reason, @Nullable Exception failure) {}

    /**
     * What is known of a target.
     *
     * @param server what answered; null when nothing did
     * @param down why the target counts as down; null when it is up
     */
    record Findings(@Nullable Server server, @Nullable Down down, List<Outcome> outcomes) {}
}
