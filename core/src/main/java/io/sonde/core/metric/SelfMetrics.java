package io.sonde.core.metric;

import java.util.List;

/** What Sonde says about itself. */
public final class SelfMetrics {

    public static final MetricSpec BUILD_INFO = info(
            "sonde_build_info",
            "Version of this process's Sonde and of its query id algorithm; both sides must have the same query_id_version.",
            "version",
            "query_id_version",
            "component");

    public static final MetricSpec AGENT_SUPPRESSED_FAILURES = counter(
            "sonde_agent_suppressed_failures_total",
            "Failures inside Sonde that were kept from the application. Anything but 0 is a defect of Sonde.",
            "place");

    public static final MetricSpec AGENT_WOVEN_CLASSES = counter(
            "sonde_agent_woven_classes_total",
            "Classes of JDBC drivers and wrappers that were instrumented, by the JDBC type that they implement.",
            "type");

    public static final MetricSpec AGENT_UNWOVEN_CLASSES = counter(
            "sonde_agent_unwoven_classes_total",
            "Classes of JDBC drivers and wrappers whose executions are not all counted, because they could not be instrumented, by JDBC type.",
            "type");

    public static final MetricSpec AGENT_MODE = info(
            "sonde_agent_mode_info",
            "How the agent came into the JVM: with its start, or attached to it later.",
            "mode");

    public static final MetricSpec AGENT_OVERHEAD = new MetricSpec(
            "sonde_agent_overhead_seconds_total",
            MetricType.COUNTER,
            "seconds",
            "An estimate, from about one sample in 1024, of the time that Sonde added to executions in the application's threads.",
            List.of(),
            Convention.SONDE,
            Stability.EXPERIMENTAL);

    public static final MetricSpec AGENT_EXECUTIONS_DROPPED = counter(
            "sonde_agent_executions_dropped_total",
            "Executions that were not counted because more threads executed at once than Sonde can follow, 32768.");

    public static final MetricSpec AGENT_QUERIES_PUBLISHED =
            gauge("sonde_agent_queries_published", "Queries with series of their own on the page; the rest is other.");

    public static final MetricSpec AGENT_QUERIES = gauge(
            "sonde_agent_queries", "Queries held in memory; at the table's capacity, new ones are counted as other.");

    public static final MetricSpec AGENT_QUERIES_OVERFLOWED = counter(
            "sonde_agent_queries_overflowed_total",
            "Texts counted as other because the table of queries was full when they were looked up; one that is remembered is not looked up again.");

    public static final MetricSpec CONFIG_LAST_RELOAD_SUCCESSFUL = gauge(
            "sonde_config_last_reload_successful",
            "Whether the settings were right when they were last read, at the start or because their file had changed.");

    public static final MetricSpec CONFIG_LAST_RELOAD_SUCCESS_TIMESTAMP = new MetricSpec(
            "sonde_config_last_reload_success_timestamp_seconds",
            MetricType.GAUGE,
            "seconds",
            "When the settings were last read and right, in seconds since 1970; 0 for never.",
            List.of(),
            Convention.SONDE,
            Stability.EXPERIMENTAL);

    public static final MetricSpec COLLECTOR_FAILURES = counter(
            "sonde_collector_failures_total",
            "Scrapes from which the collector's series are missing, because it failed or was late.",
            "collector");

    public static final MetricSpec COLLECTOR_CONFLICTS = counter(
            "sonde_collector_conflicts_total",
            "Series left out because another collector already has them, or has their name with another type.",
            "collector");

    public static final MetricSpec COLLECTOR_DURATION = new MetricSpec(
            "sonde_collector_duration_seconds",
            MetricType.GAUGE,
            "seconds",
            "How long the collector took when it last answered.",
            List.of("collector"),
            Convention.SONDE,
            Stability.EXPERIMENTAL);

    private SelfMetrics() {}

    static List<MetricSpec> all() {
        return List.of(
                BUILD_INFO,
                AGENT_SUPPRESSED_FAILURES,
                AGENT_WOVEN_CLASSES,
                AGENT_UNWOVEN_CLASSES,
                AGENT_MODE,
                AGENT_OVERHEAD,
                AGENT_EXECUTIONS_DROPPED,
                AGENT_QUERIES_PUBLISHED,
                AGENT_QUERIES,
                AGENT_QUERIES_OVERFLOWED,
                CONFIG_LAST_RELOAD_SUCCESSFUL,
                CONFIG_LAST_RELOAD_SUCCESS_TIMESTAMP,
                COLLECTOR_FAILURES,
                COLLECTOR_CONFLICTS,
                COLLECTOR_DURATION);
    }

    private static MetricSpec info(String name, String help, String... labels) {
        return new MetricSpec(name, MetricType.INFO, "", help, List.of(labels), Convention.SONDE, Stability.STABLE);
    }

    private static MetricSpec counter(String name, String help, String... labels) {
        return new MetricSpec(
                name, MetricType.COUNTER, "", help, List.of(labels), Convention.SONDE, Stability.EXPERIMENTAL);
    }

    private static MetricSpec gauge(String name, String help, String... labels) {
        return new MetricSpec(
                name, MetricType.GAUGE, "", help, List.of(labels), Convention.SONDE, Stability.EXPERIMENTAL);
    }
}
