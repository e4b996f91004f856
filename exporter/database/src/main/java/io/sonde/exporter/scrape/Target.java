package io.sonde.exporter.scrape;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.PostgresMetrics;
import io.sonde.core.metric.TargetMetrics;
import io.sonde.endpoint.log.LogSink;
import io.sonde.exporter.config.HostPort;
import io.sonde.exporter.config.TargetConfig;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One database server that is watched. At most one collection from it runs at a time; who asks meanwhile joins it.
 *
 * <p>Any thread may call it. {@link #start} does not block.
 */
public final class Target {

    private static final String CONNECTION = "connection";

    private final TargetConfig config;
    private final TargetLabels labels;
    private final Connections connections;
    private final List<Collector> collectors;
    private final LogSink log;
    private @Nullable Run running;
    private volatile boolean wasDown;
    private final Map<String, Reason> told = new ConcurrentHashMap<>();

    public Target(
            TargetConfig config,
            TargetLabels labels,
            Connections connections,
            List<Collector> collectors,
            LogSink log) {
        this.config = config;
        this.labels = labels;
        this.connections = connections;
        this.collectors = List.copyOf(collectors);
        this.log = (level, message, failure) -> log.log(level, "target " + config.name() + ": " + message, failure);
    }

    /** The names of the labels that this target was given by its owner. */
    Set<String> ownLabels() {
        return config.labels().keySet();
    }

    /** The collection that runs, or a new one. */
    synchronized Run start(Lanes lanes, long deadlineNanos) {
        Run current = running;
        if (current == null || current.finished()) {
            current = new Run(connections, collectors, deadlineNanos);
            running = current;
            lanes.execute(current, wasDown);
        }
        return current;
    }

    /** Adds what is known of this target to a page. */
    void report(Run.Findings findings, Samples page) {
        Run.Down down = findings.down();
        wasDown = down != null;
        tell(CONNECTION, down == null ? null : down.reason(), "", down == null ? null : down.failure());
        Server server = findings.server();
        page.add(PostgresMetrics.UP, labels.base(), down == null ? 1 : 0);
        if (down != null) {
            page.add(
                    TargetMetrics.SKIPPED_INFO,
                    labels.with("collector", CONNECTION, "reason", down.reason().label(), "remedy", ""),
                    1);
        }
        if (server != null && down == null) {
            page.add(
                    TargetMetrics.STATIC,
                    labels.with("version", server.fullVersion(), "short_version", server.shortVersion()),
                    1);
        }
        boolean error = reportCollectors(findings, page) || down != null;
        page.add(TargetMetrics.LAST_SCRAPE_ERROR, labels.base(), error ? 1 : 0);
        for (HostPort name : names()) {
            page.add(TargetMetrics.TARGET_INFO, nameLabels(name), 1);
        }
    }

    private boolean reportCollectors(Run.Findings findings, Samples page) {
        Map<String, Outcome> outcomes = new HashMap<>();
        findings.outcomes().forEach(outcome -> outcomes.put(outcome.collector(), outcome));
        boolean error = false;
        for (Collector collector : collectors) {
            Outcome outcome = outcomes.get(collector.name());
            if (outcome == null) {
                Reason reason = findings.down() == null ? Reason.DEADLINE : Reason.TARGET_DOWN;
                outcome = Outcome.failure(collector.name(), 0, reason, "", null);
            }
            page.addAll(outcome.found());
            Labels named = labels.with("collector", collector.name());
            page.add(TargetMetrics.COLLECTOR_SUCCESS, named, outcome.reason() == null ? 1 : 0);
            page.add(TargetMetrics.COLLECTOR_DURATION, named, outcome.nanos() / 1e9);
            error |= reportSkipped(collector, outcome, page);
        }
        return error;
    }

    /** Whether this is an error of the scrape, and not a decision of those who set up the server. */
    private boolean reportSkipped(Collector collector, Outcome outcome, Samples page) {
        Reason reason = outcome.reason();
        if (reason != Reason.TARGET_DOWN) {
            tell(collector.name(), reason, outcome.remedy(), outcome.cause());
        }
        if (reason == null) {
            return false;
        }
        page.add(
                TargetMetrics.SKIPPED_INFO,
                labels.with("collector", collector.name(), "reason", reason.label(), "remedy", outcome.remedy()),
                1);
        return !reason.isChoice();
    }

    /** Says once that something is missing, or that the reason changed, or that it is back. */
    private void tell(String what, @Nullable Reason reason, String remedy, @Nullable Exception failure) {
        Reason before = reason == null ? told.remove(what) : told.put(what, reason);
        if (before == reason) {
            return;
        }
        if (reason == null) {
            log.log(LogSink.Level.INFO, what + " is back", null);
        } else {
            String help = remedy.isEmpty() ? "" : "; this helps: " + remedy;
            log.warn("no " + what + ": " + reason.label() + help, failure);
        }
    }

    private Set<HostPort> names() {
        Set<HostPort> names = new LinkedHashSet<>();
        names.add(config.url().address());
        names.addAll(config.aliases());
        return names;
    }

    private Labels nameLabels(HostPort name) {
        return labels.with(
                io.sonde.core.metric.Labels.SERVER_ADDRESS,
                name.host(),
                io.sonde.core.metric.Labels.SERVER_PORT,
                Integer.toString(name.port()),
                io.sonde.core.metric.Labels.DB_NAMESPACE,
                config.url().database());
    }
}
