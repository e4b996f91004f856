package io.sonde.exporter.scrape;

import io.sonde.exporter.config.TargetConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * Has the samplers of one target look every second, on a connection of their own.
 *
 * <p>Any thread may call it; nothing waits for a look that is under way.
 */
final class Sampling implements AutoCloseable {

    private static final long PERIOD_NANOS = Duration.ofSeconds(1).toNanos();
    private static final double MOST_SECONDS = 2;
    /** What was counted is shown as long as the last look is not older than this. */
    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

    private static final int MAX_BACKOFF_SECONDS = 16;
    /** A connection is replaced after this time, as pools do it. */
    private static final long CONNECTION_NANOS = Duration.ofMinutes(30).toNanos();

    private final DatabaseSystem system;
    private final TargetConfig target;
    private final Connections connections;
    private final List<Sampler> samplers;
    private final Background background;
    private final Map<String, Look> looks = new ConcurrentHashMap<>();
    private @Nullable Visit visit;
    private @Nullable Connection connection;
    private @Nullable ScheduledFuture<?> next;
    private long connectedNanos;
    private long lastNanos;
    private int failures;
    private volatile boolean closed;

    /** How a sampler's last look ended, and what was counted by then. */
    private record Look(long nanos, Outcome outcome) {}

    Sampling(
            DatabaseSystem system,
            TargetConfig target,
            Connections connections,
            List<Sampler> samplers,
            Background background) {
        this.system = system;
        this.target = target;
        this.connections = connections;
        this.samplers = List.copyOf(samplers);
        this.background = background;
    }

    List<Sampler> samplers() {
        return samplers;
    }

    void start(Duration delay) {
        if (!samplers.isEmpty()) {
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
            failed(start, reason, system.remedy(reason, target), e);
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
            current = new Visit(system, target, opened, server, target.url().database(), Purpose.SAMPLE);
            visit = current;
            connectedNanos = now;
            lastNanos = now - PERIOD_NANOS;
        }
        return closed ? null : current;
    }

    private void sample(Visit open, long now) throws SQLException {
        double seconds = Math.min(MOST_SECONDS, (now - lastNanos) / 1e9);
        lastNanos = now;
        long deadline = now + Purpose.SAMPLE.statementTimeout(target).toNanos();
        for (Sampler sampler : samplers) {
            Outcome outcome = open.collect(new Looking(sampler, seconds), deadline);
            looks.put(sampler.name(), new Look(System.nanoTime(), outcome));
        }
    }

    private void failed(long now, Reason reason, String remedy, Exception cause) {
        for (Sampler sampler : samplers) {
            looks.put(sampler.name(), new Look(now, Outcome.failure(sampler.name(), 0, reason, remedy, cause)));
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

    /** What each sampler has counted, or why there is nothing to show. */
    List<Outcome> outcomes() {
        long now = System.nanoTime();
        List<Outcome> outcomes = new ArrayList<>();
        for (Sampler sampler : samplers) {
            Look look = looks.get(sampler.name());
            if (look == null) {
                outcomes.add(Outcome.failure(sampler.name(), 0, Reason.PENDING, "", null));
            } else if (look.outcome().reason() == null && now - look.nanos() > FRESH_NANOS) {
                outcomes.add(Outcome.failure(sampler.name(), 0, Reason.OVERDUE, "", null));
            } else {
                outcomes.add(look.outcome());
            }
        }
        return outcomes;
    }

    /** The connection is closed by the look that is under way, or by this call. */
    @Override
    public synchronized void close() {
        closed = true;
        if (next != null && next.cancel(false)) {
            disconnect();
        }
    }

    /** A sampler's look in the clothes of a collector, so that it is guarded like one. */
    record Looking(Sampler sampler, double seconds) implements Collector {
        @Override
        public String name() {
            return sampler.name();
        }

        @Override
        public void collect(Session session, Samples found) throws SQLException, SkippedException {
            sampler.sample(session, seconds);
            sampler.report(found);
        }
    }
}
