package io.sonde.exporter.scrape;

import io.sonde.exporter.config.TargetConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One collection from one target.
 *
 * <p>One thread runs it; any thread may wait for it and read what it has found so far. Who stops waiting gets the collectors that
 * have ended; the others are reported as late.
 */
final class Run implements Runnable {

    private final DatabaseSystem system;
    private final TargetSetup setup;
    private final Connections connections;
    private final List<Collector> collectors;
    private final AtomicLong deadlineNanos;
    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private boolean started;
    private boolean givenUp;
    private volatile @Nullable Server server;
    private volatile @Nullable Down down;
    /** When the server answered last, or it began. */
    private volatile long heardNanos = System.nanoTime();

    Run(
            DatabaseSystem system,
            TargetSetup setup,
            Connections connections,
            List<Collector> collectors,
            long deadlineNanos) {
        this.system = system;
        this.setup = setup;
        this.connections = connections;
        this.collectors = collectors;
        this.deadlineNanos = new AtomicLong(deadlineNanos);
    }

    /** Whether this finds what those collectors would find. */
    boolean covers(List<Collector> wanted) {
        return collectors.containsAll(wanted);
    }

    /**
     * Lets somebody more wait for it, who may wait longer than the others. False when all who waited have stopped: what it found was
     * for them, and may be old when it ends.
     */
    synchronized boolean join(long untilNanos) {
        if (givenUp || (started && nobodyWaits())) {
            return false;
        }
        deadlineNanos.accumulateAndGet(untilNanos, (a, b) -> a - b >= 0 ? a : b);
        return true;
    }

    /** False when nobody waits any more, because it stood in a queue for so long. */
    private synchronized boolean begin() {
        givenUp = nobodyWaits();
        started = true;
        return !givenUp;
    }

    private synchronized boolean begun() {
        return started && !givenUp;
    }

    private boolean nobodyWaits() {
        return deadlineNanos.get() - System.nanoTime() <= 0;
    }

    @Override
    public void run() {
        TargetConfig target = setup.config();
        if (!begin()) {
            down = new Down(Reason.DEADLINE, "", null);
            done.complete(null);
            return;
        }
        heardNanos = System.nanoTime();
        try (Connection connection = connections.connect()) {
            NetworkTime network = new NetworkTime(connection, target, Purpose.SCRAPE);
            network.limit(deadlineNanos.get());
            Server found = system.recognise(connection);
            setup.labels().learned(found.system());
            setup.member().isUp(found);
            server = found;
            heardNanos = System.nanoTime();
            Visit visit =
                    new Visit(system, setup, connection, found, target.url().database(), Purpose.SCRAPE);
            for (Collector collector : collectors) {
                network.limit(deadlineNanos.get());
                outcomes.add(visit.collect(collector, deadlineNanos.get()));
                heardNanos = System.nanoTime();
            }
        } catch (SQLException e) {
            Reason reason = system.reason(e);
            fail(reason, system.remedy(reason, target), e);
        } catch (RuntimeException e) {
            fail(Reason.FAILED, "", e);
        } catch (Error e) {
            // Left alone it would end the thread, and the target would look as if it had answered.
            fail(Reason.FAILED, "", new IllegalStateException(e));
        } finally {
            done.complete(null);
        }
    }

    private void fail(Reason reason, String remedy, Exception failure) {
        setup.member().isDown();
        down = new Down(reason, remedy, failure);
    }

    /** Whether the target answered; before that, waiting for it takes no more than a thread. */
    boolean answered() {
        return server != null;
    }

    /** How long a collector has worked, or the server has let it wait. */
    long silentNanos() {
        return System.nanoTime() - heardNanos;
    }

    /** The target, among those that may be databases of the same server. */
    Siblings.Member member() {
        return setup.member();
    }

    boolean finished() {
        return done.isDone();
    }

    void whenFinished(Runnable next) {
        var unused = done.thenRun(next);
    }

    /** Waits until it has ended, at most until then. */
    void await(long untilNanos) throws InterruptedException {
        try {
            done.get(Math.max(0, untilNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // The caller takes what there is.
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is known now. */
    Findings findings() {
        // Read first: what ends between this and the copy is then in the copy.
        boolean ended = finished();
        Server found = server;
        Down known = down;
        if (!ended && found == null && known == null) {
            known = new Down(Reason.DEADLINE, "", null);
        }
        return new Findings(found, known, List.copyOf(outcomes), begun());
    }

    /**
     * Why a target counts as down.
     *
     * @param failure null when it is only late
     */
    record Down(Reason reason, String remedy, @Nullable Exception failure) {}

    /**
     * What is known of a target.
     *
     * @param server what answered; null when nothing did
     * @param down why the target counts as down; null when it is up
     * @param begun false when no thread has come to it; then nothing is known of the target
     */
    record Findings(@Nullable Server server, @Nullable Down down, List<Outcome> outcomes, boolean begun) {

        /** Of a target that was not asked, because there was no time. */
        static final Findings NONE = new Findings(null, new Down(Reason.DEADLINE, "", null), List.of(), false);
    }
}
