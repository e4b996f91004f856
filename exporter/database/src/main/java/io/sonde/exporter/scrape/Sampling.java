package io.sonde.exporter.scrape;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * Has the samplers of one target look every second, on a connection of their own, for all targets of the same server.
 *
 * <p>Any thread may call it; nothing waits for a look that is under way.
 */
final class Sampling implements AutoCloseable {

    private static final long PERIOD_NANOS = Duration.ofSeconds(1).toNanos();
    /** How soon one takes over from another target of the same server that is down. */
    private static final Duration UNTIL_ASKED_AGAIN = Duration.ofSeconds(3);

    private static final int MAX_BACKOFF_SECONDS = 16;
    /** A connection is replaced after this time, as pools do it. */
    private static final long CONNECTION_NANOS = Duration.ofMinutes(30).toNanos();

    private final DatabaseSystem system;
    private final TargetSetup setup;
    private final Connections connections;
    private final Counting counting;
    private final Background background;
    private @Nullable Visit visit;
    private @Nullable Connection connection;
    private @Nullable ScheduledFuture<?> next;
    private long connectedNanos;
    private int failures;
    private volatile boolean closed;

    Sampling(
            DatabaseSystem system,
            TargetSetup setup,
            Connections connections,
            Counting counting,
            Background background) {
        this.system = system;
        this.setup = setup;
        this.connections = connections;
        this.counting = counting;
        this.background = background;
    }

    void start(Duration delay) {
        if (!counting.samplers().isEmpty()) {
            schedule(delay);
        }
    }

    private synchronized void schedule(Duration delay) {
        if (closed) {
            return;
        }
        try {
            next = background.sample(this::look, delay);
        } catch (RejectedExecutionException e) {
            // The process ends.
            closed = true;
        }
    }

    private void look() {
        if (!setup.member().leads()) {
            disconnect();
            schedule(UNTIL_ASKED_AGAIN);
            return;
        }
        long start = System.nanoTime();
        boolean well = false;
        try {
            Visit open = connected(start);
            if (open != null) {
                sample(open, start);
                well = true;
            }
        } catch (SQLException e) {
            Reason reason = system.reason(e);
            failed(start, reason, system.remedy(reason, setup.config()), e);
        } catch (RuntimeException | LinkageError e) {
            failed(start, Reason.FAILED, "", new IllegalStateException(e));
        }
        if (closed) {
            disconnect();
        } else if (well) {
            failures = 0;
            long late = System.nanoTime() - start;
            schedule(Duration.ofNanos(Math.max(0, PERIOD_NANOS - late % PERIOD_NANOS)));
        } else {
            disconnect();
            failures = Math.min(failures + 1, 6);
            schedule(Duration.ofSeconds(Math.min(MAX_BACKOFF_SECONDS, 1L << failures)));
        }
    }

    private @Nullable Visit connected(long now) throws SQLException {
        if (visit != null && now - connectedNanos > CONNECTION_NANOS) {
            disconnect();
        }
        Visit current = visit;
        if (current == null && !closed) {
            Connection opened = connections.open("", Purpose.SAMPLE);
            connection = opened;
            Server server = system.recognise(opened);
            current = new Visit(
                    system, setup, opened, server, setup.config().url().database(), Purpose.SAMPLE);
            setup.member().isUp(server);
            visit = current;
            connectedNanos = now;
        }
        return closed ? null : current;
    }

    private void sample(Visit open, long now) throws SQLException {
        long deadline = now + Purpose.SAMPLE.statementTimeout(setup.config()).toNanos();
        for (Sampler<?> sampler : counting.samplers()) {
            Looking<?> looking = new Looking<>(sampler);
            Outcome outcome = open.collect(looking, deadline);
            for (Counting each : setup.member().audience()) {
                each.ended(outcome, looking.seen(), System.nanoTime());
            }
        }
    }

    private void failed(long now, Reason reason, String remedy, Exception cause) {
        setup.member().isDown();
        for (Sampler<?> sampler : counting.samplers()) {
            counting.ended(Outcome.failure(sampler.name(), 0, reason, remedy, cause), null, now);
        }
    }

    private void disconnect() {
        Connection open = connection;
        visit = null;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                // It is of no use any more, whatever its end.
            }
        }
    }

    /** The connection is closed by the look that is under way, or by this call. */
    @Override
    public synchronized void close() {
        closed = true;
        if (next != null && next.cancel(false)) {
            disconnect();
        }
    }
}
