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

    public static final MetricSpec AGENT_WOVEN_CLASSES =
            counter("sonde_agent_woven_classes_total", "Classes of JDBC drivers and wrappers that were instrumented.");

    public static final MetricSpec AGENT_QUERIES = gauge(
            "sonde_agent_queries", "Queries held in memory; at the table's capacity, new ones are counted as other.");

    public static final MetricSpec AGENT_QUERIES_OVERFLOWED = counter(
            "sonde_agent_queries_overflowed_total",
            "Statements counted as other because the table of queries was full when they were looked up.");

    private SelfMetrics() {}

    static List<MetricSpec> all() {
        return List.of(
                BUILD_INFO, AGENT_SUPPRESSED_FAILURES, AGENT_WOVEN_CLASSES, AGENT_QUERIES, AGENT_QUERIES_OVERFLOWED);
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
