package io.sonde.core.metric;

import static io.sonde.core.metric.MetricType.COUNTER;
import static io.sonde.core.metric.MetricType.GAUGE;
import static io.sonde.core.metric.MetricType.HISTOGRAM;

import java.util.List;

/** What MySQL's and MariaDB's performance schema counts by digest, under mysqld_exporter's names where it has them. */
public final class MysqlStatementMetrics {

    public static final MetricSpec TOTAL = peer("total", "Executions, by query.");
    public static final MetricSpec SECONDS = peer("seconds_total", "Time the server spent, by query, in seconds.");
    public static final MetricSpec LOCK_SECONDS =
            peer("lock_time_seconds_total", "Time spent waiting for table locks, by query, in seconds.");
    public static final MetricSpec CPU_SECONDS = peer(
            "cpu_time_seconds_total",
            "Processor time, by query, in seconds; MySQL 8.0.28 and later, 0 unless the consumer events_statements_cpu is on.");
    public static final MetricSpec ERRORS = peer("errors_total", "Executions that ended with an error, by query.");
    public static final MetricSpec WARNINGS = peer("warnings_total", "Warnings, by query.");
    public static final MetricSpec ROWS_AFFECTED = peer("rows_affected_total", "Rows changed, by query.");
    public static final MetricSpec ROWS_SENT = peer("rows_sent_total", "Rows returned, by query.");
    public static final MetricSpec ROWS_EXAMINED = peer("rows_examined_total", "Rows read, by query.");
    public static final MetricSpec TMP_TABLES = peer("tmp_tables_total", "Temporary tables made, by query.");
    public static final MetricSpec TMP_DISK_TABLES =
            peer("tmp_disk_tables_total", "Temporary tables made on disk, by query.");
    public static final MetricSpec SORT_MERGE_PASSES =
            peer("sort_merge_passes_total", "Merge passes of sorts, by query.");
    public static final MetricSpec SORT_ROWS = peer("sort_rows_total", "Rows sorted, by query.");
    public static final MetricSpec NO_INDEX_USED =
            peer("no_index_used_total", "Executions that scanned a table without an index, by query.");

    public static final MetricSpec DURATION = MysqlSpecs.own(
            "sonde_mysql_statement_duration_seconds",
            HISTOGRAM,
            "How long executions took on the server, by query: MySQL's own histogram, whose edges lie within 0.5 % of those that clients use.",
            "schema",
            "digest",
            Labels.QUERY_ID);
    public static final MetricSpec NOT_LINKED = MysqlSpecs.own(
            "sonde_mysql_statements_not_linked",
            GAUGE,
            "Digests that are published without a query_id, by reason: text_truncated when max_digest_length cut them.",
            "reason");

    private MysqlStatementMetrics() {}

    static List<MetricSpec> all() {
        return List.of(
                TOTAL,
                SECONDS,
                LOCK_SECONDS,
                CPU_SECONDS,
                ERRORS,
                WARNINGS,
                ROWS_AFFECTED,
                ROWS_SENT,
                ROWS_EXAMINED,
                TMP_TABLES,
                TMP_DISK_TABLES,
                SORT_MERGE_PASSES,
                SORT_ROWS,
                NO_INDEX_USED,
                DURATION,
                NOT_LINKED);
    }

    private static MetricSpec peer(String name, String help) {
        return MysqlSpecs.peer(
                "mysql_perf_schema_events_statements_" + name,
                COUNTER,
                help,
                "schema",
                "digest",
                "digest_text",
                Labels.QUERY_ID);
    }
}
