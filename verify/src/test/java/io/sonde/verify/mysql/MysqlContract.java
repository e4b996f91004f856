package io.sonde.verify.mysql;

import io.sonde.verify.exporter.SeriesPage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The names of mysqld_exporter that dashboards and alerts depend on, with their labels, and which server has which. */
final class MysqlContract {

    private static final String STATUS = """
            aborted_clients aborted_connects bytes_received bytes_sent created_tmp_disk_tables created_tmp_files created_tmp_tables
            innodb_log_waits innodb_page_size innodb_row_lock_waits max_used_connections open_files open_table_definitions open_tables
            opened_files opened_table_definitions opened_tables prepared_stmt_count queries questions select_full_join
            select_full_range_join select_range select_range_check select_scan slow_queries sort_merge_passes sort_range sort_rows
            sort_scan table_locks_immediate table_locks_waited table_open_cache_hits table_open_cache_misses
            table_open_cache_overflows threads_cached threads_connected threads_created threads_running uptime
            commands_total[command] handlers_total[handler] connection_errors_total[error] buffer_pool_pages[state]
            buffer_pool_dirty_pages buffer_pool_page_changes_total[operation]
            """;

    private static final String VARIABLES = """
            innodb_buffer_pool_size innodb_force_recovery innodb_log_buffer_size key_buffer_size max_connections
            max_prepared_stmt_count open_files_limit performance_schema read_only table_definition_cache table_open_cache thread_cache_size
            """;

    private static final String SERVER = """
            mysql_up mysql_exporter_collector_success[collector] mysql_exporter_collector_duration_seconds[collector]
            mysql_version_info[version, version_comment] mysql_transaction_isolation[level]
            mysql_info_schema_processlist_threads[command, state] mysql_info_schema_processlist_seconds[command, state]
            mysql_info_schema_innodb_metrics_transaction_trx_rseg_history_len
            mysql_info_schema_table_size[component, schema, table] mysql_info_schema_table_rows[schema, table]
            mysql_info_schema_auto_increment_column[column, schema, table]
            mysql_info_schema_auto_increment_column_max[column, schema, table]
            sonde_mysql_transactions[state] sonde_mysql_lock_waiting_sessions[lock] sonde_mysql_schema_bytes[schema]
            """;

    /** MariaDB has given them up. */
    private static final String MYSQL = """
            mysql_version_info[innodb_version] mysql_global_status_innodb_row_ops_total[operation]
            mysql_engine_innodb_queries_inside_innodb mysql_engine_innodb_queries_in_queue
            """;

    private static final String MARIADB = """
            mysql_global_status_qcache_hits mysql_global_status_qcache_free_memory mysql_global_variables_query_cache_size
            mysql_global_status_innodb_mem_dictionary mysql_global_status_innodb_mem_adaptive_hash
            """;

    private static final String STATEMENTS = """
            total seconds_total lock_time_seconds_total errors_total warnings_total rows_affected_total rows_sent_total
            rows_examined_total tmp_tables_total tmp_disk_tables_total sort_merge_passes_total sort_rows_total no_index_used_total
            """;

    /** Under their old and their new names. */
    private static final String REPLICA = """
            slave_io_running slave_sql_running replica_io_running replica_sql_running seconds_behind_master seconds_behind_source
            sql_delay master_server_id source_server_id read_master_log_pos exec_master_log_pos last_io_errno last_sql_errno
            relay_log_space
            """;

    /** Names that mysqld_exporter gave later than the one that is compared with, or gives with other flags; and Sonde's own. */
    private static final Pattern ONLY_OURS = Pattern.compile("sonde_.*|mysql_exporter_(collector_.*|last_scrape_error)"
            + "|mysql_perf_schema_events_statements_(cpu_time_seconds|lock_time_seconds)_total"
            + "|mysql_info_schema_processlist_processes_by_(user|host)"
            + "|mysql_slave_status_.*(replica|source).*"
            + "|mysql_perf_schema_(last_applied|applying)_transaction_.*");

    /** Whose labels have values that are the same a moment later. */
    private static final Pattern STAYS = Pattern.compile("mysql_global_(status|variables)_.*|mysql_version_info"
            + "|mysql_info_schema_(table_.*|auto_increment_.*|innodb_.*|query_response_.*|user_.*|client_.*)"
            + "|mysql_perf_schema_(file_events|memory_events|table_io|index_io)_.*|mysql_binlog_.*|mysql_engine_.*");

    private MysqlContract() {}

    static boolean isOnlyOurs(String name) {
        return ONLY_OURS.matcher(name).matches();
    }

    static boolean stays(String name) {
        return STAYS.matcher(name).matches();
    }

    /** Which names, with their labels, a target's series lack. */
    static Set<String> missing(SeriesPage page, String target, boolean mariaDb, boolean statements, boolean replica) {
        Set<String> missing = new TreeSet<>();
        lack(page, target, "mysql_global_status_", STATUS, missing);
        lack(page, target, "mysql_global_variables_", VARIABLES, missing);
        lack(page, target, "", SERVER, missing);
        lack(page, target, "", mariaDb ? MARIADB : MYSQL, missing);
        if (statements) {
            for (String name : words(STATEMENTS)) {
                String full = "mysql_perf_schema_events_statements_" + name + "[digest, digest_text, schema]";
                lack(page, target, "", full, missing);
            }
        }
        if (replica) {
            // Labels that are empty are none: MariaDB has no UUIDs and no channels, MySQL no names of connections.
            for (String name : words(REPLICA)) {
                if (page.find("mysql_slave_status_" + name, Map.of("target", target))
                        .isEmpty()) {
                    missing.add("mysql_slave_status_" + name);
                }
            }
        }
        return missing;
    }

    private static void lack(SeriesPage page, String target, String prefix, String names, Set<String> missing) {
        for (String wanted : words(names)) {
            String name = prefix + wanted.replaceFirst("\\[.*", "");
            Set<String> labels = Set.of(wanted.replaceAll("^[^\\[]*\\[?|]$", "").split(", ", -1));
            boolean found = page.find(name, Map.of("target", target)).keySet().stream()
                    .anyMatch(key ->
                            labels.equals(Set.of("")) || key.labels().keySet().containsAll(labels));
            if (!found) {
                missing.add(prefix + wanted);
            }
        }
    }

    private static List<String> words(String text) {
        return List.of(text.trim().split("\\s+(?![^\\[]*])"));
    }
}
