package io.sonde.core.metric;

import static io.sonde.core.metric.MetricType.COUNTER;
import static io.sonde.core.metric.MetricType.GAUGE;

import java.util.ArrayList;
import java.util.List;

/** What the exporter reads from a PostgreSQL server, under postgres_exporter's names. */
public final class PostgresMetrics {

    public static final MetricSpec UP =
            metric("pg_up", GAUGE, "", "1 when the server answered the last scrape, 0 when it did not.");

    public static final MetricSpec STATEMENTS_CALLS =
            statements("pg_stat_statements_calls_total", "", "Executions that the server completed, by query.");
    public static final MetricSpec STATEMENTS_SECONDS =
            statements("pg_stat_statements_seconds_total", "seconds", "Time the server spent executing, by query.");
    public static final MetricSpec STATEMENTS_ROWS =
            statements("pg_stat_statements_rows_total", "", "Rows returned or affected, by query.");
    public static final MetricSpec STATEMENTS_BLOCK_READ_SECONDS = statements(
            "pg_stat_statements_block_read_seconds_total",
            "seconds",
            "Time spent reading data blocks, by query; 0 unless track_io_timing is on.");
    public static final MetricSpec STATEMENTS_BLOCK_WRITE_SECONDS = statements(
            "pg_stat_statements_block_write_seconds_total",
            "seconds",
            "Time spent writing data blocks, by query; 0 unless track_io_timing is on.");

    public static final MetricSpec DATABASE_NUMBACKENDS = new MetricSpec(
            "pg_stat_database_numbackends",
            GAUGE,
            "",
            "Back-ends connected to the database.",
            onTarget("datid", "datname"),
            Convention.POSTGRES_EXPORTER,
            Stability.STABLE);
    public static final MetricSpec DATABASE_XACT_COMMIT = database("xact_commit", "", "Transactions committed.");
    public static final MetricSpec DATABASE_XACT_ROLLBACK = database("xact_rollback", "", "Transactions rolled back.");
    public static final MetricSpec DATABASE_BLKS_READ = database("blks_read", "", "Blocks read from disk.");
    public static final MetricSpec DATABASE_BLKS_HIT = database("blks_hit", "", "Blocks found in shared buffers.");
    public static final MetricSpec DATABASE_TUP_RETURNED =
            database("tup_returned", "", "Rows read by sequential scans, and index entries returned by index scans.");
    public static final MetricSpec DATABASE_TUP_FETCHED = database("tup_fetched", "", "Rows fetched by index scans.");
    public static final MetricSpec DATABASE_TUP_INSERTED = database("tup_inserted", "", "Rows inserted.");
    public static final MetricSpec DATABASE_TUP_UPDATED = database("tup_updated", "", "Rows updated.");
    public static final MetricSpec DATABASE_TUP_DELETED = database("tup_deleted", "", "Rows deleted.");
    public static final MetricSpec DATABASE_CONFLICTS =
            database("conflicts", "", "Queries cancelled because of conflicts with recovery.");
    public static final MetricSpec DATABASE_DEADLOCKS = database("deadlocks", "", "Deadlocks detected.");
    public static final MetricSpec DATABASE_TEMP_FILES = database("temp_files", "", "Temporary files created.");
    public static final MetricSpec DATABASE_TEMP_BYTES =
            database("temp_bytes", "bytes", "Bytes written to temporary files.");
    public static final MetricSpec DATABASE_BLK_READ_TIME =
            database("blk_read_time", "milliseconds", "Time spent reading data blocks, in milliseconds.");
    public static final MetricSpec DATABASE_BLK_WRITE_TIME =
            database("blk_write_time", "milliseconds", "Time spent writing data blocks, in milliseconds.");

    public static final MetricSpec ACTIVITY_COUNT =
            activity("pg_stat_activity_count", "", "Sessions, by state and by what they wait for.");
    public static final MetricSpec ACTIVITY_MAX_TX_DURATION =
            activity("pg_stat_activity_max_tx_duration", "seconds", "Age of the oldest open transaction, in seconds.");

    private PostgresMetrics() {}

    static List<MetricSpec> all() {
        return List.of(
                UP,
                STATEMENTS_CALLS,
                STATEMENTS_SECONDS,
                STATEMENTS_ROWS,
                STATEMENTS_BLOCK_READ_SECONDS,
                STATEMENTS_BLOCK_WRITE_SECONDS,
                DATABASE_NUMBACKENDS,
                DATABASE_XACT_COMMIT,
                DATABASE_XACT_ROLLBACK,
                DATABASE_BLKS_READ,
                DATABASE_BLKS_HIT,
                DATABASE_TUP_RETURNED,
                DATABASE_TUP_FETCHED,
                DATABASE_TUP_INSERTED,
                DATABASE_TUP_UPDATED,
                DATABASE_TUP_DELETED,
                DATABASE_CONFLICTS,
                DATABASE_DEADLOCKS,
                DATABASE_TEMP_FILES,
                DATABASE_TEMP_BYTES,
                DATABASE_BLK_READ_TIME,
                DATABASE_BLK_WRITE_TIME,
                ACTIVITY_COUNT,
                ACTIVITY_MAX_TX_DURATION);
    }

    private static MetricSpec statements(String name, String unit, String help) {
        return metric(name, COUNTER, unit, help, "user", "datname", "queryid", Labels.QUERY_ID);
    }

    /** postgres_exporter gives these names no suffix although they only grow. */
    private static MetricSpec database(String column, String unit, String help) {
        return metric("pg_stat_database_" + column, COUNTER, unit, help, "datid", "datname");
    }

    private static MetricSpec activity(String name, String unit, String help) {
        return metric(
                name,
                GAUGE,
                unit,
                help,
                "datname",
                "state",
                "usename",
                "application_name",
                "backend_type",
                "wait_event_type",
                "wait_event");
    }

    private static MetricSpec metric(String name, MetricType type, String unit, String help, String... labels) {
        return new MetricSpec(name, type, unit, help, onTarget(labels), Convention.POSTGRES_EXPORTER, Stability.STABLE);
    }

    private static List<String> onTarget(String... labels) {
        List<String> all = new ArrayList<>();
        all.add(Labels.TARGET);
        all.addAll(Labels.databaseAnd(labels));
        return all;
    }
}
