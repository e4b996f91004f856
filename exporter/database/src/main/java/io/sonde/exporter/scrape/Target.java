package io.sonde.exporter.scrape;

import io.sonde.endpoint.log.LogSink;
import io.sonde.endpoint.page.RememberedPage;
import io.sonde.exporter.config.TargetConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One database server that is watched. At most one collection from it runs at a time; who asks meanwhile joins it.
 *
 * <p>Any thread may call it. {@link #start} does not block.
 */
public final class Target implements AutoCloseable {

    private final TargetConfig config;
    private final DatabaseSystem system;
    private final TargetSetup setup;
    private final Connections connections;
    private final List<Collector> collectors;
    private final List<Collector> background = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final RememberedPage lastPage;
    private final LastRuns lastRuns = new LastRuns();
    private final Rounds rounds;
    private final Counting counting;
    private final Sampling sampling;
    private final TargetReport report;
    /** The one that runs or stands in the queue and began last. */
    private @Nullable Run newest;

    private volatile boolean wasDown;

    /** @param lastPage closed with the target */
    public Target(
            TargetSetup setup,
            DatabaseSystem system,
            Connections connections,
            RememberedPage lastPage,
            Background threads,
            LogSink log) {
        this.config = setup.config();
        this.setup = setup;
        this.system = system;
        this.connections = connections;
        this.lastPage = lastPage;
        this.report = new TargetReport(config, setup.labels(), system, log);
        List<Collector> allCollectors = system.collectors(setup);
        this.collectors = allCollectors.stream()
                .filter(collector -> config.collectors().includes(collector.name()))
                .toList();
        for (Collector collector : collectors) {
            if (collector.schedule().inBackground()) {
                background.add(collector);
            }
        }
        Round round = new Round(system, setup, connections, lastRuns, Clock.systemUTC());
        rounds = new Rounds(threads, round, background, config.name().hashCode(), report.log());
        List<Sampler<?>> allSamplers = system.samplers(setup);
        List<Sampler<?>> samplers = allSamplers.stream()
                .filter(sampler -> config.collectors().includes(sampler.name()))
                .toList();
        allCollectors.forEach(collector -> names.add(collector.name()));
        allSamplers.forEach(sampler -> names.add(sampler.name()));
        for (String pattern : config.collectors().fittingNone(names)) {
            report.log()
                    .warn(
                            "collectors: there is no collector " + pattern + " here; check tells those that there are",
                            null);
        }
        counting = new Counting(setup.member(), samplers);
        setup.member().counts(counting);
        sampling = new Sampling(system, setup, connections, counting, threads);
    }

    public TargetConfig config() {
        return config;
    }

    /** What its page of its own said last. */
    public RememberedPage lastPage() {
        return lastPage;
    }

    /** What collectors and samplers there are for a database of this kind, those included that the configuration excludes. */
    public List<String> names() {
        return Collections.unmodifiableList(names);
    }

    /** Begins with what runs in the background, after these delays. */
    public void begin(Duration untilRound, Duration untilSampling) {
        rounds.start(untilRound);
        sampling.start(untilSampling);
    }

    /** The names of the labels that this target was given by its owner. */
    Set<String> ownLabels() {
        return config.labels().keySet();
    }

    /** The collection that runs and will have all that is wanted, or a new one, after the one that runs. */
    synchronized Run start(Lanes lanes, Predicate<String> wanted, long deadlineNanos) {
        List<Collector> chosen = collectors.stream()
                .filter(collector -> !collector.schedule().inBackground() && wanted.test(collector.name()))
                .toList();
        Run current = newest;
        if (current != null && !current.finished() && current.covers(chosen) && current.join(deadlineNanos)) {
            return current;
        }
        Run next = new Run(system, setup, connections, chosen, deadlineNanos);
        newest = next;
        if (current == null) {
            lanes.execute(next, wasDown);
        } else {
            current.whenFinished(() -> lanes.execute(next, wasDown));
        }
        next.whenFinished(() -> ended(next));
        return next;
    }

    /** Whoever waited for it has it; kept until the next scrape, its samples would be most of the memory that a target takes. */
    private synchronized void ended(Run run) {
        if (newest == run) {
            newest = null;
        }
    }

    /** Adds what is known of this target to a page. */
    void report(Run.Findings findings, Predicate<String> wanted, Samples page) {
        Run.Down down = findings.down();
        Server server = findings.server();
        if (findings.begun()) {
            // One that only stood in the queue would in the other lane take part of the server from those it waited
            // for.
            wasDown = down != null;
        }
        report.target(server, down, page);
        Map<String, Outcome> outcomes = new HashMap<>();
        findings.outcomes().forEach(outcome -> outcomes.put(outcome.collector(), outcome));
        boolean error = down != null;
        for (Collector collector : collectors) {
            String name = collector.name();
            if (!wanted.test(name)) {
                continue;
            }
            if (down == null && collector.schedule().inBackground()) {
                error |= reportBackground(collector, page);
            } else {
                Reason missing = down == null ? Reason.DEADLINE : Reason.TARGET_DOWN;
                Outcome outcome = outcomes.get(name);
                error |= reportOne(outcome == null ? Outcome.failure(name, 0, missing, "", null) : outcome, page);
            }
        }
        for (Outcome outcome : counting.outcomes()) {
            String name = outcome.collector();
            if (wanted.test(name)) {
                error |= reportOne(
                        down == null ? outcome : Outcome.failure(name, 0, Reason.TARGET_DOWN, "", null), page);
            }
        }
        report.error(error, page);
    }

    /** Adds whether it is up and nothing else, to a page that has no time for more. */
    void reportUp(Run.Findings findings, Samples page) {
        report.target(findings.server(), findings.down(), page);
    }

    private boolean reportOne(Outcome outcome, Samples page) {
        boolean error = report.outcome(outcome, "", page);
        report.collectorStatus(outcome.collector(), outcome.reason() == null, outcome.nanos(), page);
        return error;
    }

    private boolean reportBackground(Collector collector, Samples page) {
        String name = collector.name();
        long oldest = collector.schedule().oldest().toNanos();
        long now = System.nanoTime();
        List<LastRun> runs = lastRuns.of(collector);
        boolean error = false;
        boolean success = !runs.isEmpty();
        long nanos = 0;
        for (LastRun run : runs) {
            boolean old = run.olderThan(oldest, now);
            Outcome outcome = old ? Outcome.failure(name, 0, Reason.OVERDUE, "", null) : run.outcome();
            error |= report.outcome(outcome, run.database(), page);
            success &= outcome.reason() == null;
            nanos += outcome.nanos();
            report.lastRun(name, run, page);
        }
        if (runs.isEmpty()) {
            report.outcome(Outcome.failure(name, 0, Reason.PENDING, "", null), "", page);
        }
        report.collectorStatus(name, success, nanos, page);
        return error;
    }

    /** Ends what runs in the background. A collection that runs is not waited for. */
    @Override
    public void close() {
        setup.member().leave();
        rounds.close();
        sampling.close();
        lastPage.close();
    }
}
