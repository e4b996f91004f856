package io.sonde.core.metric;

import static io.sonde.core.metric.MetricType.COUNTER;
import static io.sonde.core.metric.MetricType.GAUGE;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What tables of the information schema and the performance schema count, under mysqld_exporter's names. */
public final class MysqlTableMetrics {

    private static final Set<MetricSpec> ALL = new LinkedHashSet<>();

    public static final MetricSpec TABLE_IO_WAITS =
            counter("perf_schema_table_io_waits_total", "Accesses to tables.", "schema", "name", "operation");
    public static final MetricSpec TABLE_IO_WAITS_SECONDS = counter(
            "perf_schema_table_io_waits_seconds_total",
            "Time of accesses to tables, in seconds.",
            "schema",
            "name",
            "operation");
    public static final MetricSpec INDEX_IO_WAITS = counter(
            "perf_schema_index_io_waits_total",
            "Accesses to indexes; NONE where no index was used.",
            "schema",
            "name",
            "index",
            "operation");
    public static final MetricSpec INDEX_IO_WAITS_SECONDS = counter(
            "perf_schema_index_io_waits_seconds_total",
            "Time of accesses to indexes, in seconds.",
            "schema",
            "name",
            "index",
            "operation");
    public static final MetricSpec SQL_LOCK_WAITS =
            counter("perf_schema_sql_lock_waits_total", "Table locks of the server.", "schema", "name", "operation");
    public static final MetricSpec SQL_LOCK_WAITS_SECONDS = counter(
            "perf_schema_sql_lock_waits_seconds_total",
            "Time of table locks of the server, in seconds.",
            "schema",
            "name",
            "operation");
    public static final MetricSpec EXTERNAL_LOCK_WAITS = counter(
            "perf_schema_external_lock_waits_total", "Table locks of storage engines.", "schema", "name", "operation");
    public static final MetricSpec EXTERNAL_LOCK_WAITS_SECONDS = counter(
            "perf_schema_external_lock_waits_seconds_total",
            "Time of table locks of storage engines, in seconds.",
            "schema",
            "name",
            "operation");
    public static final MetricSpec EVENTS_WAITS =
            counter("perf_schema_events_waits_total", "Waits, by event.", "event_name");
    public static final MetricSpec EVENTS_WAITS_SECONDS =
            counter("perf_schema_events_waits_seconds_total", "Time of waits, by event, in seconds.", "event_name");
    public static final MetricSpec FILE_EVENTS =
            counter("perf_schema_file_events_total", "File operations, by event and mode.", "event_name", "mode");
    public static final MetricSpec FILE_EVENTS_SECONDS = counter(
            "perf_schema_file_events_seconds_total",
            "Time of file operations, by event and mode, in seconds.",
            "event_name",
            "mode");
    public static final MetricSpec FILE_EVENTS_BYTES =
            counter("perf_schema_file_events_bytes_total", "Bytes read and written, by event.", "event_name", "mode");
    public static final MetricSpec MEMORY_ALLOC =
            counter("perf_schema_memory_events_alloc_bytes_total", "Memory allocated, in bytes.", "event_name");
    public static final MetricSpec MEMORY_FREE =
            counter("perf_schema_memory_events_free_bytes_total", "Memory freed, in bytes.", "event_name");
    public static final MetricSpec MEMORY_USED =
            gauge("perf_schema_memory_events_used_bytes", "Memory in use, in bytes.", "event_name");

    public static final MetricSpec TABLE_SIZE =
            gauge("info_schema_table_size", "Size of a table, in bytes, by component.", "schema", "table", "component");
    public static final MetricSpec TABLE_ROWS =
            gauge("info_schema_table_rows", "Rows of a table; an estimate for InnoDB.", "schema", "table");
    public static final MetricSpec TABLE_VERSION = gauge(
            "info_schema_table_version",
            "Version of a table's format, with what the table is.",
            "schema",
            "table",
            "type",
            "engine",
            "row_format",
            "create_options");
    public static final MetricSpec AUTO_INCREMENT = gauge(
            "info_schema_auto_increment_column",
            "Next value of an AUTO_INCREMENT column.",
            "schema",
            "table",
            "column");
    public static final MetricSpec AUTO_INCREMENT_MAX = gauge(
            "info_schema_auto_increment_column_max",
            "Largest value of an AUTO_INCREMENT column.",
            "schema",
            "table",
            "column");
    public static final MetricSpec TABLE_ROWS_READ =
            counter("info_schema_table_statistics_rows_read_total", "Rows read, by table.", "schema", "table");
    public static final MetricSpec TABLE_ROWS_CHANGED =
            counter("info_schema_table_statistics_rows_changed_total", "Rows changed, by table.", "schema", "table");
    public static final MetricSpec TABLE_ROWS_CHANGED_X_INDEXES = counter(
            "info_schema_table_statistics_rows_changed_x_indexes_total",
            "Rows changed times the indexes changed with them, by table.",
            "schema",
            "table");
    public static final MetricSpec CMP_OPS =
            counter("info_schema_innodb_cmp_compress_ops_total", "Pages that InnoDB tried to compress.", "page_size");
    public static final MetricSpec CMP_OPS_OK =
            counter("info_schema_innodb_cmp_compress_ops_ok_total", "Pages that InnoDB compressed.", "page_size");
    public static final MetricSpec CMP_SECONDS = counter(
            "info_schema_innodb_cmp_compress_time_seconds_total",
            "Time InnoDB spent compressing, in seconds.",
            "page_size");
    public static final MetricSpec UNCMP_OPS =
            counter("info_schema_innodb_cmp_uncompress_ops_total", "Pages that InnoDB uncompressed.", "page_size");
    public static final MetricSpec UNCMP_SECONDS = counter(
            "info_schema_innodb_cmp_uncompress_time_seconds_total",
            "Time InnoDB spent uncompressing, in seconds.",
            "page_size");
    public static final MetricSpec CMPMEM_USED = counter(
            "info_schema_innodb_cmpmem_pages_used_total",
            "Blocks of compressed pages in use.",
            "page_size",
            "buffer_pool");
    public static final MetricSpec CMPMEM_FREE = counter(
            "info_schema_innodb_cmpmem_pages_free_total",
            "Blocks of compressed pages that are free.",
            "page_size",
            "buffer_pool");
    public static final MetricSpec CMPMEM_RELOCATIONS = counter(
            "info_schema_innodb_cmpmem_relocation_ops_total",
            "Blocks of compressed pages that were moved.",
            "page_size",
            "buffer_pool");
    public static final MetricSpec CMPMEM_RELOCATION_SECONDS = counter(
            "info_schema_innodb_cmpmem_relocation_time_seconds_total",
            "Time spent moving blocks of compressed pages, in seconds.",
            "page_size",
            "buffer_pool");

    public static final MetricSpec QUERY_RESPONSE_TIME = add(MysqlSpecs.peer(
            "mysql_info_schema_query_response_time_seconds",
            MetricType.HISTOGRAM,
            "How long all queries took; MariaDB with its plugin QUERY_RESPONSE_TIME."));

    /** When the workers of a MySQL that replicates did what is named. */
    public static final List<MetricSpec> APPLIER = List.of(
            applier("last_applied_transaction_original_commit"),
            applier("last_applied_transaction_immediate_commit"),
            applier("last_applied_transaction_start_apply"),
            applier("last_applied_transaction_end_apply"),
            applier("applying_transaction_original_commit"),
            applier("applying_transaction_immediate_commit"),
            applier("applying_transaction_start_apply"));

    /** Stands for the sums over all statements; see {@link #statementsSum}. */
    public static final MetricSpec STATEMENTS_SUM =
            add(statementsSum("*", "A sum over all rows of events_statements_summary_by_digest."));

    /** Stands for InnoDB's own counters; see {@link #innodb}. */
    public static final MetricSpec INNODB = add(innodb("*", "One of InnoDB's own counters."));

    /** Stands for what MariaDB counts for each user; see {@link #user}. */
    public static final MetricSpec USER = add(user("*", MetricType.UNTYPED, "What MariaDB counts for each user."));

    /** Stands for what MariaDB counts for each client; see {@link #client}. */
    public static final MetricSpec CLIENT =
            add(client("*", MetricType.UNTYPED, "What MariaDB counts for each client."));

    private MysqlTableMetrics() {}

    /** The sum of one column over all statements. */
    public static MetricSpec statementsSum(String name, String help) {
        return MysqlSpecs.peer("mysql_perf_schema_events_statements_sum_" + name, MetricType.UNTYPED, help);
    }

    /** One of InnoDB's counters: subsystem and name, and {@code _total} when it only grows. */
    public static MetricSpec innodb(String name, String help) {
        return MysqlSpecs.peer(
                "mysql_info_schema_innodb_metrics_" + name, MetricType.UNTYPED, help, "type", "state", "operation");
    }

    /** What is counted for each user. */
    public static MetricSpec user(String name, MetricType type, String help) {
        return MysqlSpecs.peer("mysql_info_schema_user_statistics_" + name, type, help, "user");
    }

    /** What is counted for each client's host. */
    public static MetricSpec client(String name, MetricType type, String help) {
        return MysqlSpecs.peer("mysql_info_schema_client_statistics_" + name, type, help, "client");
    }

    private static MetricSpec applier(String what) {
        return gauge(
                "perf_schema_" + what + "_timestamp_seconds",
                "When a worker's transaction came that far, in seconds since 1970; 0 while there is none.",
                "channel_name",
                "member_id");
    }

    static List<MetricSpec> all() {
        return List.copyOf(ALL);
    }

    private static MetricSpec counter(String name, String help, String... labels) {
        return add(MysqlSpecs.peer("mysql_" + name, COUNTER, help, labels));
    }

    private static MetricSpec gauge(String name, String help, String... labels) {
        return add(MysqlSpecs.peer("mysql_" + name, GAUGE, help, labels));
    }

    private static MetricSpec add(MetricSpec spec) {
        ALL.add(spec);
        return spec;
    }
}
