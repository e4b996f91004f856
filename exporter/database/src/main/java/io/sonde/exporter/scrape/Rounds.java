package io.sonde.exporter.scrape;

import io.sonde.endpoint.log.LogSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/** Calls the rounds of one target when collectors are due, one at a time. Any thread may start and close it. */
final class Rounds implements AutoCloseable {

    /*
     * Each collector has a grid of its own, on which it stays however long a round takes: due times that were missed are left out,
     * so that a slow round neither piles up nor doubles the interval. The first run is soon, so that the first pages are complete;
     * the second already lies on the target's own place within the interval, which spreads many targets over it.
     */

    private static final long PLACES = 1_000;

    private final Background background;
    private final Round round;
    private final List<Collector> collectors;
    private final Map<Collector, Long> due = new HashMap<>();
    private final long place;
    private final LogSink log;
    private @Nullable ScheduledFuture<?> next;
    private boolean begun;
    private boolean closed;

    /** @param place spreads targets over the interval; any number that differs between them */
    Rounds(Background background, Round round, List<Collector> collectors, int place, LogSink log) {
        this.background = background;
        this.round = round;
        this.collectors = List.copyOf(collectors);
        this.place = Math.floorMod(place * 0x9E3779B9L, PLACES);
        this.log = log;
    }

    synchronized void start(Duration delay) {
        if (collectors.isEmpty()) {
            return;
        }
        long first = System.nanoTime() + delay.toNanos();
        collectors.forEach(collector -> due.put(collector, first));
        schedule();
    }

    private synchronized void schedule() {
        if (closed) {
            return;
        }
        try {
            next = background.round(this::go, Duration.ofNanos(Math.max(0, earliest() - System.nanoTime())));
        } catch (RejectedExecutionException e) {
            // The process ends.
            closed = true;
        }
    }

    private long earliest() {
        long now = System.nanoTime();
        long least = Long.MAX_VALUE;
        for (long time : due.values()) {
            least = Math.min(least, time - now);
        }
        return now + least;
    }

    private void go() {
        List<Collector> now = take();
        try {
            round.run(now, System.nanoTime() + shortest(now).toNanos());
        } catch (RuntimeException | LinkageError e) {
            log.warn("a round in the background failed", e);
        } finally {
            schedule();
        }
    }

    /** Those that are due, each of which gets its next time. */
    private synchronized List<Collector> take() {
        long now = System.nanoTime();
        boolean first = !begun;
        begun = true;
        List<Collector> taken = new ArrayList<>();
        for (Collector collector : collectors) {
            long time = due.getOrDefault(collector, now);
            if (time - now <= 0) {
                taken.add(collector);
                due.put(collector, first ? now + ownPlace(collector) : after(collector, time, now));
            }
        }
        return taken;
    }

    /** In the second half of the interval from now. */
    private long ownPlace(Collector collector) {
        long half = collector.schedule().interval().toNanos() / 2;
        return half + half / PLACES * place;
    }

    private static long after(Collector collector, long time, long now) {
        long interval = collector.schedule().interval().toNanos();
        return time + interval * ((now - time) / interval + 1);
    }

    private static Duration shortest(List<Collector> collectors) {
        Duration least = Duration.ofMinutes(10);
        for (Collector collector : collectors) {
            Duration interval = collector.schedule().interval();
            least = interval.compareTo(least) < 0 ? interval : least;
        }
        return least;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel(false);
        }
    }
}
