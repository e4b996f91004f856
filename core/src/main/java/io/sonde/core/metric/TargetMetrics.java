package io.sonde.core.metric;

import static io.sonde.core.metric.MetricType.GAUGE;
import static io.sonde.core.metric.MetricType.INFO;
import static io.sonde.core.metric.MetricType.UNTYPED;

import java.util.ArrayList;
import java.util.List;

/** What the exporter says about each target, whatever its database: some under postgres_exporter's names. */
public final class TargetMetrics {

    public static final MetricSpec STATIC =
            peer("pg_static", UNTYPED, "", "Version of the server, always 1.", "version", "short_version");
    public static final MetricSpec LAST_SCRAPE_ERROR = peer(
            "pg_exporter_last_scrape_error",
            GAUGE,
            "",
            "1 when the last scrape of the target had an error, 0 otherwise.");
    public static final MetricSpec COLLECTOR_SUCCESS = peer(
            "pg_scrape_collector_success",
            GAUGE,
            "",
            "1 when the collector gave what it should, 0 when it failed or did not run.",
            "collector");
    public static final MetricSpec COLLECTOR_DURATION =
            peer("pg_scrape_collector_duration_seconds", GAUGE, "seconds", "How long the collector took.", "collector");

    public static final MetricSpec SKIPPED_INFO = sonde(
            "sonde_target_collector_skipped_info",
            "Why a collector gave nothing or not all, and the command or setting that helps; collector=\"connection\" for the target as a whole.",
            Labels.DB_SYSTEM_NAME,
            Labels.SERVER_ADDRESS,
            Labels.SERVER_PORT,
            "collector",
            "reason",
            "remedy");

    public static final MetricSpec TARGET_INFO = sonde(
            "sonde_target_info",
            "What clients call the target's server: one series for its own address and one for each alias, always 1.",
            Labels.DB_SYSTEM_NAME,
            Labels.DB_NAMESPACE,
            Labels.SERVER_ADDRESS,
            Labels.SERVER_PORT);

    private TargetMetrics() {}

    static List<MetricSpec> all() {
        return List.of(STATIC, LAST_SCRAPE_ERROR, COLLECTOR_SUCCESS, COLLECTOR_DURATION, SKIPPED_INFO, TARGET_INFO);
    }

    private static MetricSpec peer(String name, MetricType type, String unit, String help, String... labels) {
        List<String> all = new ArrayList<>(
                List.of(Labels.TARGET, Labels.DB_SYSTEM_NAME, Labels.SERVER_ADDRESS, Labels.SERVER_PORT));
        all.addAll(List.of(labels));
        return new MetricSpec(name, type, unit, help, all, Convention.POSTGRES_EXPORTER, Stability.STABLE);
    }

    private static MetricSpec sonde(String name, String help, String... labels) {
        List<String> all = new ArrayList<>(List.of(Labels.TARGET));
        all.addAll(List.of(labels));
        return new MetricSpec(name, INFO, "", help, all, Convention.SONDE, Stability.EXPERIMENTAL);
    }
}
