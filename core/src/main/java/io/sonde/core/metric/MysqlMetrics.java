package io.sonde.core.metric;

import static io.sonde.core.metric.MetricType.COUNTER;
import static io.sonde.core.metric.MetricType.GAUGE;
import static io.sonde.core.metric.MetricType.INFO;
import static io.sonde.core.metric.MetricType.UNTYPED;

import java.util.List;

/** What the exporter reads of a MySQL or MariaDB server as a whole, under mysqld_exporter's names. */
public final class MysqlMetrics {

    public static final MetricSpec UP =
            peer("mysql_up", GAUGE, "1 when the server answered the last scrape, 0 when it did not.");
    public static final MetricSpec LAST_SCRAPE_ERROR =
            peer("mysql_exporter_last_scrape_error", GAUGE, "1 when the last scrape of the target had an error.");
    public static final MetricSpec COLLECTOR_SUCCESS = peer(
            "mysql_exporter_collector_success",
            GAUGE,
            "1 when the collector gave what it should, 0 when it failed or did not run.",
            "collector");
    public static final MetricSpec COLLECTOR_DURATION = peer(
            "mysql_exporter_collector_duration_seconds",
            GAUGE,
            "How long the collector took, in seconds.",
            "collector");
    public static final MetricSpec VERSION_INFO = peer(
            "mysql_version_info",
            INFO,
            "Version of the server, always 1.",
            "innodb_version",
            "version",
            "version_comment");
    public static final MetricSpec TRANSACTION_ISOLATION =
            peer("mysql_transaction_isolation", UNTYPED, "The server's default isolation level, always 1.", "level");

    /** Stands for all status variables that are numbers or switches; see {@link #status}. */
    public static final MetricSpec STATUS =
            status("*", "A status variable of the server, its name in lower case after mysql_global_status_.");

    public static final MetricSpec STATUS_COMMANDS =
            peer("mysql_global_status_commands_total", COUNTER, "Statements executed, by command.", "command");
    public static final MetricSpec STATUS_HANDLERS =
            peer("mysql_global_status_handlers_total", COUNTER, "Calls of storage engine handlers.", "handler");
    public static final MetricSpec STATUS_CONNECTION_ERRORS =
            peer("mysql_global_status_connection_errors_total", COUNTER, "Connections that failed, by error.", "error");
    public static final MetricSpec STATUS_BUFFER_POOL_PAGES =
            peer("mysql_global_status_buffer_pool_pages", GAUGE, "Pages of InnoDB's buffer pool, by state.", "state");
    public static final MetricSpec STATUS_BUFFER_POOL_DIRTY_PAGES =
            peer("mysql_global_status_buffer_pool_dirty_pages", GAUGE, "Changed pages in InnoDB's buffer pool.");
    public static final MetricSpec STATUS_BUFFER_POOL_PAGE_CHANGES = peer(
            "mysql_global_status_buffer_pool_page_changes_total",
            COUNTER,
            "Changes of the state of pages in InnoDB's buffer pool, by operation.",
            "operation");
    public static final MetricSpec STATUS_INNODB_ROW_OPS =
            peer("mysql_global_status_innodb_row_ops_total", COUNTER, "Rows that InnoDB worked on.", "operation");
    public static final MetricSpec STATUS_PERFORMANCE_SCHEMA_LOST = peer(
            "mysql_global_status_performance_schema_lost_total",
            COUNTER,
            "What the performance schema could not record for want of memory.",
            "instrumentation");
    public static final MetricSpec GALERA_STATUS_INFO = peer(
            "mysql_galera_status_info",
            INFO,
            "State of a Galera node, always 1.",
            "wsrep_local_state_uuid",
            "wsrep_cluster_state_uuid",
            "wsrep_provider_version");
    public static final MetricSpec GALERA_VARIABLES_INFO =
            peer("mysql_galera_variables_info", INFO, "Name of the Galera cluster, always 1.", "wsrep_cluster_name");

    /** Stands for all system variables that are numbers or switches; see {@link #variable}. */
    public static final MetricSpec VARIABLES =
            variable("*", "A system variable of the server, its name in lower case after mysql_global_variables_.");

    /** Stands for all columns of a replica's status that are numbers or switches; see {@link #replica}. */
    public static final MetricSpec REPLICA = replica(
            "*",
            "A column of SHOW REPLICA STATUS or SHOW SLAVE STATUS, under its old and its new name; Yes is 1, No and Connecting are 0.");

    public static final MetricSpec PROCESSLIST_THREADS =
            peer("mysql_info_schema_processlist_threads", GAUGE, "Threads, by command and state.", "command", "state");
    public static final MetricSpec PROCESSLIST_SECONDS = peer(
            "mysql_info_schema_processlist_seconds",
            GAUGE,
            "Seconds that threads have spent in their state, by command and state.",
            "command",
            "state");
    public static final MetricSpec PROCESSES_BY_USER =
            peer("mysql_info_schema_processlist_processes_by_user", GAUGE, "Connections, by user.", "mysql_user");
    public static final MetricSpec PROCESSES_BY_HOST =
            peer("mysql_info_schema_processlist_processes_by_host", GAUGE, "Connections, by client.", "client_host");

    public static final MetricSpec BINLOG_SIZE =
            peer("mysql_binlog_size_bytes", GAUGE, "Size of all binary logs, in bytes.");
    public static final MetricSpec BINLOG_FILES = peer("mysql_binlog_files", GAUGE, "Number of binary logs.");
    public static final MetricSpec BINLOG_FILE_NUMBER =
            peer("mysql_binlog_file_number", GAUGE, "Number of the newest binary log.");

    public static final MetricSpec ENGINE_QUERIES_INSIDE =
            peer("mysql_engine_innodb_queries_inside_innodb", GAUGE, "Queries that are inside InnoDB.");
    public static final MetricSpec ENGINE_QUERIES_IN_QUEUE =
            peer("mysql_engine_innodb_queries_in_queue", GAUGE, "Queries that wait to enter InnoDB.");
    public static final MetricSpec ENGINE_READ_VIEWS =
            peer("mysql_engine_innodb_read_views_open_inside_innodb", GAUGE, "Read views that are open inside InnoDB.");

    private MysqlMetrics() {}

    /** The metric of one status variable. */
    public static MetricSpec status(String name, String help) {
        return peer("mysql_global_status_" + name, UNTYPED, help);
    }

    /** The metric of one system variable. */
    public static MetricSpec variable(String name, String help) {
        return peer("mysql_global_variables_" + name, GAUGE, help);
    }

    /** The metric of one column of a replica's status. */
    public static MetricSpec replica(String name, String help) {
        return peer(
                "mysql_slave_status_" + name,
                UNTYPED,
                help,
                "master_host",
                "master_uuid",
                "channel_name",
                "connection_name");
    }

    static List<MetricSpec> all() {
        return List.of(
                UP,
                LAST_SCRAPE_ERROR,
                COLLECTOR_SUCCESS,
                COLLECTOR_DURATION,
                VERSION_INFO,
                TRANSACTION_ISOLATION,
                STATUS_COMMANDS,
                STATUS_HANDLERS,
                STATUS_CONNECTION_ERRORS,
                STATUS_BUFFER_POOL_PAGES,
                STATUS_BUFFER_POOL_DIRTY_PAGES,
                STATUS_BUFFER_POOL_PAGE_CHANGES,
                STATUS_INNODB_ROW_OPS,
                STATUS_PERFORMANCE_SCHEMA_LOST,
                STATUS,
                GALERA_STATUS_INFO,
                GALERA_VARIABLES_INFO,
                VARIABLES,
                REPLICA,
                PROCESSLIST_THREADS,
                PROCESSLIST_SECONDS,
                PROCESSES_BY_USER,
                PROCESSES_BY_HOST,
                BINLOG_SIZE,
                BINLOG_FILES,
                BINLOG_FILE_NUMBER,
                ENGINE_QUERIES_INSIDE,
                ENGINE_QUERIES_IN_QUEUE,
                ENGINE_READ_VIEWS);
    }

    private static MetricSpec peer(String name, MetricType type, String help, String... labels) {
        return MysqlSpecs.peer(name, type, help, labels);
    }
}
