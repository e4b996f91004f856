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

    public static final MetricSpec DB_UP = any(
            "sonde_db_up",
            GAUGE,
            "",
            "1 when a database without a convention of its own answered the last scrape, 0 otherwise.");
    public static final MetricSpec DB_VERSION =
            any("sonde_db_version_info", INFO, "", "Version of such a database, always 1.", "version", "short_version");
    public static final MetricSpec DB_LAST_SCRAPE_ERROR = any(
            "sonde_db_last_scrape_error",
            GAUGE,
            "",
            "1 when the last scrape of such a target had an error, 0 otherwise.");
    public static final MetricSpec DB_COLLECTOR_SUCCESS = any(
            "sonde_db_collector_success",
            GAUGE,
            "",
            "1 when the collector of such a target gave what it should, 0 when it failed or did not run.",
            "collector");
    public static final MetricSpec DB_COLLECTOR_DURATION = any(
            "sonde_db_collector_duration_seconds",
            GAUGE,
            "seconds",
            "How long the collector of such a target took.",
            "collector");

    public static final MetricSpec SKIPPED_INFO = sonde(
            "sonde_target_collector_skipped_info",
            "Why a collector gave nothing or not all, and the command or setting that helps; collector=\"connection\" for the target as a whole.",
            Labels.DB_SYSTEM_NAME,
            Labels.DB_NAMESPACE,
            Labels.SERVER_ADDRESS,
            Labels.SERVER_PORT,
            "collector",
            "reason",
            "remedy");

    public static final MetricSpec COLLECTOR_LAST_RUN = new MetricSpec(
            "sonde_collector_last_run_timestamp_seconds",
            GAUGE,
            "seconds",
            "When a collector of the background ran the last time, in each database that it visits, in seconds since 1970 by "
                    + "the exporter's clock.",
            List.of(
                    Labels.TARGET,
                    Labels.DB_SYSTEM_NAME,
                    Labels.DB_NAMESPACE,
                    Labels.SERVER_ADDRESS,
                    Labels.SERVER_PORT,
                    "collector"),
            Convention.SONDE,
            Stability.EXPERIMENTAL);

    public static final MetricSpec TARGET_INFO = sonde(
            "sonde_target_info",
            "What clients call the target's server: one series for its own address and one for each alias, always 1.",
            Labels.DB_SYSTEM_NAME,
            Labels.DB_NAMESPACE,
            Labels.SERVER_ADDRESS,
            Labels.SERVER_PORT);

    private TargetMetrics() {}

    static List<MetricSpec> all() {
        return List.of(
                DB_UP,
                DB_VERSION,
                DB_LAST_SCRAPE_ERROR,
                DB_COLLECTOR_SUCCESS,
                DB_COLLECTOR_DURATION,
                STATIC,
                LAST_SCRAPE_ERROR,
                COLLECTOR_SUCCESS,
                COLLECTOR_DURATION,
                SKIPPED_INFO,
                COLLECTOR_LAST_RUN,
                TARGET_INFO);
    }

    private static MetricSpec peer(String name, MetricType type, String unit, String help, String... labels) {
        List<String> all = new ArrayList<>(
                List.of(Labels.TARGET, Labels.DB_SYSTEM_NAME, Labels.SERVER_ADDRESS, Labels.SERVER_PORT));
        all.addAll(List.of(labels));
        return new MetricSpec(name, type, unit, help, all, Convention.POSTGRES_EXPORTER, Stability.STABLE);
    }

    private static MetricSpec any(String name, MetricType type, String unit, String help, String... labels) {
        List<String> all = new ArrayList<>(
                List.of(Labels.TARGET, Labels.DB_SYSTEM_NAME, Labels.SERVER_ADDRESS, Labels.SERVER_PORT));
        all.addAll(List.of(labels));
        return new MetricSpec(name, type, unit, help, all, Convention.SONDE, Stability.EXPERIMENTAL);
    }

    private static MetricSpec sonde(String name, String help, String... labels) {
        List<String> all = new ArrayList<>(List.of(Labels.TARGET));
        all.addAll(List.of(labels));
        return new MetricSpec(name, INFO, "", help, all, Convention.SONDE, Stability.EXPERIMENTAL);
    }
}
