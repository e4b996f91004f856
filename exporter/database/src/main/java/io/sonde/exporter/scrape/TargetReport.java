package io.sonde.exporter.scrape;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.MetricSpec;
import io.sonde.core.metric.TargetMetrics;
import io.sonde.endpoint.log.LogSink;
import io.sonde.exporter.config.HostPort;
import io.sonde.exporter.config.TargetConfig;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Says on pages and in the log how it stands with one target.
 *
 * <p>Any thread may call it.
 */
final class TargetReport {

    private static final String CONNECTION = "connection";

    private final TargetConfig config;
    private final TargetLabels labels;
    private final DatabaseSystem system;
    private final LogSink log;
    private final Map<String, Reason> told = new ConcurrentHashMap<>();

    TargetReport(TargetConfig config, TargetLabels labels, DatabaseSystem system, LogSink log) {
        this.config = config;
        this.labels = labels;
        this.system = system;
        this.log = (level, message, failure) -> log.log(level, "target " + config.name() + ": " + message, failure);
    }

    LogSink log() {
        return log;
    }

    /** Adds whether the target is up, and what clients call it. */
    void target(@Nullable Server server, Run.@Nullable Down down, Samples page) {
        tell(
                CONNECTION,
                down == null ? null : down.reason(),
                down == null ? "" : down.remedy(),
                down == null ? null : down.failure());
        page.add(system.status().up(), labels.base(), down == null ? 1 : 0);
        if (down != null) {
            page.add(
                    TargetMetrics.SKIPPED_INFO,
                    labels.with("collector", CONNECTION, "reason", down.reason().label(), "remedy", down.remedy()),
                    1);
        } else if (server != null) {
            system.describe(server, labels, page);
        }
        for (HostPort name : names()) {
            page.add(TargetMetrics.TARGET_INFO, nameLabels(name), 1);
        }
    }

    /**
     * Adds what a collector found and how it ended. Several runs of one collector, in several databases, are told one by one and
     * then put together by {@link #collectorStatus}.
     *
     * @return whether that is an error of the scrape, and not a decision of those who set up the server
     */
    boolean outcome(Outcome outcome, String database, Samples page) {
        page.addAll(outcome.found());
        Reason reason = outcome.reason();
        if (reason != Reason.TARGET_DOWN && reason != Reason.PENDING) {
            String what = outcome.collector() + (database.isEmpty() ? "" : " of database " + database);
            tell(what, reason, outcome.remedy(), outcome.cause());
        }
        if (reason == null) {
            return false;
        }
        page.add(
                TargetMetrics.SKIPPED_INFO,
                labels.with(
                        "collector",
                        outcome.collector(),
                        "reason",
                        reason.label(),
                        "remedy",
                        outcome.remedy(),
                        io.sonde.core.metric.Labels.DB_NAMESPACE,
                        database),
                1);
        return !reason.isChoice();
    }

    void collectorStatus(String collector, boolean success, long nanos, Samples page) {
        Labels named = labels.with("collector", collector);
        page.add(system.status().collectorSuccess(), named, success ? 1 : 0);
        page.add(system.status().collectorDuration(), named, nanos / 1e9);
    }

    void lastRun(String collector, LastRun run, Samples page) {
        Labels named = labels.with("collector", collector, io.sonde.core.metric.Labels.DB_NAMESPACE, run.database());
        page.add(TargetMetrics.COLLECTOR_LAST_RUN, named, run.endedSeconds());
    }

    void error(boolean error, Samples page) {
        MetricSpec spec = system.status().lastScrapeError();
        page.add(spec, labels.base(), error ? 1 : 0);
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
                name.port() < 0 ? "" : Integer.toString(name.port()),
                io.sonde.core.metric.Labels.DB_NAMESPACE,
                config.url().database());
    }
}
