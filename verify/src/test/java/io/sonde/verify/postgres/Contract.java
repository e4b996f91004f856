package io.sonde.verify.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The names of postgres_exporter that dashboards and alerts depend on, and which version has which. */
final class Contract {

    private static final String ALL = """
            pg_up pg_static pg_exporter_last_scrape_error pg_scrape_collector_success pg_scrape_collector_duration_seconds
            pg_stat_database_numbackends pg_stat_database_xact_commit pg_stat_database_xact_rollback pg_stat_database_blks_hit
            pg_stat_database_blks_read pg_stat_database_tup_returned pg_stat_database_tup_fetched pg_stat_database_tup_inserted
            pg_stat_database_tup_updated pg_stat_database_tup_deleted pg_stat_database_conflicts pg_stat_database_deadlocks
            pg_stat_database_temp_files pg_stat_database_temp_bytes pg_stat_database_blk_read_time pg_stat_database_blk_write_time
            pg_stat_activity_count pg_stat_activity_max_tx_duration pg_locks_count
            pg_settings_max_connections pg_settings_superuser_reserved_connections pg_settings_max_locks_per_transaction
            pg_settings_shared_buffers_bytes pg_settings_work_mem_bytes pg_settings_autovacuum_vacuum_threshold
            pg_stat_bgwriter_buffers_alloc_total pg_stat_bgwriter_buffers_clean_total pg_stat_bgwriter_maxwritten_clean_total
            pg_stat_bgwriter_buffers_backend_total pg_stat_bgwriter_buffers_backend_fsync_total
            pg_stat_bgwriter_buffers_checkpoint_total pg_stat_bgwriter_checkpoints_timed_total pg_stat_bgwriter_checkpoints_req_total
            pg_stat_user_tables_seq_scan pg_stat_user_tables_idx_scan pg_stat_user_tables_n_live_tup pg_stat_user_tables_n_dead_tup
            pg_stat_user_tables_last_autovacuum pg_stat_user_tables_last_autoanalyze pg_stat_user_tables_table_size_bytes
            pg_stat_user_tables_index_size_bytes pg_statio_user_indexes_idx_blks_hit_total pg_statio_user_indexes_idx_blks_read_total
            pg_database_size_bytes pg_replication_lag_seconds pg_replication_is_replica
            pg_stat_statements_calls_total pg_stat_statements_seconds_total pg_stat_statements_rows_total
            pg_stat_statements_block_read_seconds_total pg_stat_statements_block_write_seconds_total
            pg_long_running_transactions pg_postmaster_start_time_seconds pg_stat_archiver_failed_count pg_wal_size_bytes
            pg_wal_segments pg_stat_wal_records_total pg_stat_wal_bytes_total pg_stat_wal_write_total pg_stat_slru_blks_hit_total
            pg_database_wraparound_age_datfrozenxid_seconds pg_database_wraparound_age_datminmxid_seconds
            pg_stat_database_session_time_seconds_total pg_xlog_location_bytes sonde_postgres_connections
            sonde_postgres_connections_limit sonde_postgres_table_xid_age sonde_postgres_extension_info sonde_postgres_index_size_bytes
            """;

    private static final String SINCE_16 = """
            pg_stat_io_reads_total pg_stat_io_read_bytes_total pg_stat_io_write_bytes_total pg_stat_io_hits_total
            pg_stat_user_tables_last_seq_scan
            """;

    private static final String SINCE_17 = """
            pg_stat_checkpointer_num_timed_total pg_stat_checkpointer_num_requested_total pg_stat_checkpointer_buffers_written_total
            """;

    private static final String SINCE_18 =
            "pg_stat_checkpointer_num_done_total pg_stat_user_tables_vacuum_time_seconds_total";

    /** What the peer in Debian says about itself, or under names that it has given up since. */
    private static final Pattern NOT_OF_PEER =
            Pattern.compile("pg_exporter_(?!last_scrape_error).*|pg_scrape_collector_.*"
                    + "|pg_stat_database_(active_time|session_time|idle_in_transaction_time|sessions.*|parallel_workers.*|checksum.*)"
                    + "|pg_stat_archiver_last_archive_age|pg_settings_(statement_timeout|lock_timeout|default_transaction_read_only"
                    + "|transaction_read_only|lock_timeout_seconds|statement_timeout_seconds|extra_float_digits)"
                    + "|pg_stat_statements_.*");

    private Contract() {}

    static List<String> names(int major) {
        List<String> names = new ArrayList<>(List.of(ALL.trim().split("\\s+")));
        if (major >= 16) {
            names.addAll(List.of(SINCE_16.trim().split("\\s+")));
        }
        if (major >= 17) {
            names.addAll(List.of(SINCE_17.trim().split("\\s+")));
        }
        if (major >= 18) {
            names.addAll(List.of(SINCE_18.split(" ")));
        }
        return names;
    }

    /** Whether a name of postgres_exporter's page must be on ours. */
    static boolean isOfPeer(String name) {
        return name.startsWith("pg_") && !NOT_OF_PEER.matcher(name).matches();
    }
}
