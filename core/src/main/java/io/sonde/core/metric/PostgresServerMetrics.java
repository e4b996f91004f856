package io.sonde.core.metric;

import static io.sonde.core.metric.MetricType.COUNTER;
import static io.sonde.core.metric.MetricType.GAUGE;

import java.util.ArrayList;
import java.util.List;

/** What the exporter reads of a PostgreSQL server as a whole, under postgres_exporter's names. */
public final class PostgresServerMetrics {

    /** Stands for all settings with a number or a switch; see {@link #setting}. */
    public static final MetricSpec SETTINGS = setting(
            "*",
            "",
            "A setting of the server: its name after pg_settings_, with _seconds or _bytes when it has a unit.");

    public static final MetricSpec LOCKS_COUNT = metric(
            "pg_locks_count", GAUGE, "Locks held or waited for, by mode.", Labels.DB_NAMESPACE, "datname", "mode");
    public static final MetricSpec POSTMASTER_START =
            metric("pg_postmaster_start_time_seconds", GAUGE, "When the server was started, in seconds since 1970.");
    public static final MetricSpec IS_REPLICA =
            metric("pg_replication_is_replica", GAUGE, "1 when the server is a replica, 0 when it is a primary.");
    public static final MetricSpec DATABASE_STATS_RESET = metric(
            "pg_stat_database_stats_reset",
            GAUGE,
            "When the database's statistics were reset, in seconds since 1970; 0 when never.",
            Labels.DB_NAMESPACE,
            "datid",
            "datname");
    public static final MetricSpec DATABASE_ACTIVE_TIME = metric(
            "pg_stat_database_active_time_seconds_total",
            COUNTER,
            "Time that sessions spent executing, in seconds.",
            Labels.DB_NAMESPACE,
            "datid",
            "datname");

    private PostgresServerMetrics() {}

    /** The metric of one setting. */
    public static MetricSpec setting(String name, String unit, String help) {
        return metric("pg_settings_" + name, GAUGE, unit, help, new String[0]);
    }

    static List<MetricSpec> all() {
        return List.of(SETTINGS, LOCKS_COUNT, POSTMASTER_START, IS_REPLICA, DATABASE_STATS_RESET, DATABASE_ACTIVE_TIME);
    }

    private static MetricSpec metric(String name, MetricType type, String help, String... labels) {
        return metric(name, type, name.contains("_seconds") ? "seconds" : "", help, labels);
    }

    private static MetricSpec metric(String name, MetricType type, String unit, String help, String[] labels) {
        List<String> all = new ArrayList<>(
                List.of(Labels.TARGET, Labels.DB_SYSTEM_NAME, Labels.SERVER_ADDRESS, Labels.SERVER_PORT));
        all.addAll(List.of(labels));
        return new MetricSpec(name, type, unit, help, all, Convention.POSTGRES_EXPORTER, Stability.STABLE);
    }
}
