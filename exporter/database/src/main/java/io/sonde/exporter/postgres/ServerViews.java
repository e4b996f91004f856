package io.sonde.exporter.postgres;

import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Schedule;
import io.sonde.exporter.scrape.Scope;
import io.sonde.exporter.scrape.TargetLabels;
import java.util.List;

/** The collectors that read views of a whole server: one row or a few, cheap enough for every scrape. */
final class ServerViews {

    /*
     * Position in the WAL: a replica has none of its own to write, and the function that tells it fails there. A position is shown as
     * the number of bytes since the beginning, exact up to 2^53.
     */
    private static final String POSITION =
            "CASE WHEN pg_is_in_recovery() THEN pg_last_wal_receive_lsn() ELSE pg_current_wal_lsn() END";

    private static final String DATABASES = """
            SELECT s.datid, s.datname,
                   numbackends AS pg_stat_database_numbackends,
                   xact_commit AS pg_stat_database_xact_commit,
                   xact_rollback AS pg_stat_database_xact_rollback,
                   blks_read AS pg_stat_database_blks_read,
                   blks_hit AS pg_stat_database_blks_hit,
                   tup_returned AS pg_stat_database_tup_returned,
                   tup_fetched AS pg_stat_database_tup_fetched,
                   tup_inserted AS pg_stat_database_tup_inserted,
                   tup_updated AS pg_stat_database_tup_updated,
                   tup_deleted AS pg_stat_database_tup_deleted,
                   conflicts AS pg_stat_database_conflicts,
                   deadlocks AS pg_stat_database_deadlocks,
                   temp_files AS pg_stat_database_temp_files,
                   temp_bytes AS pg_stat_database_temp_bytes,
                   blk_read_time AS pg_stat_database_blk_read_time,
                   blk_write_time AS pg_stat_database_blk_write_time,
                   checksum_failures AS pg_stat_database_checksum_failures,
                   coalesce(extract(epoch FROM stats_reset), 0)::float8 AS pg_stat_database_stats_reset,
                   active_time / 1000 AS pg_stat_database_active_time_seconds_total,
                   session_time / 1000 AS pg_stat_database_session_time_seconds_total,
                   idle_in_transaction_time / 1000 AS pg_stat_database_idle_in_transaction_time_seconds_total,
                   sessions AS pg_stat_database_sessions_total,
                   sessions_abandoned AS pg_stat_database_sessions_abandoned_total,
                   sessions_fatal AS pg_stat_database_sessions_fatal_total,
                   sessions_killed AS pg_stat_database_sessions_killed_total,
              18+: parallel_workers_to_launch AS pg_stat_database_parallel_workers_to_launch_total,
              18+: parallel_workers_launched AS pg_stat_database_parallel_workers_launched_total,
                   pg_stat_get_db_conflict_tablespace(s.datid) AS pg_stat_database_conflicts_confl_tablespace,
                   pg_stat_get_db_conflict_lock(s.datid) AS pg_stat_database_conflicts_confl_lock,
                   pg_stat_get_db_conflict_snapshot(s.datid) AS pg_stat_database_conflicts_confl_snapshot,
                   pg_stat_get_db_conflict_bufferpin(s.datid) AS pg_stat_database_conflicts_confl_bufferpin,
              16+: pg_stat_get_db_conflict_logicalslot(s.datid) AS pg_stat_database_conflicts_confl_active_logicalslot,
                   pg_stat_get_db_conflict_startup_deadlock(s.datid) AS pg_stat_database_conflicts_confl_deadlock,
                   d.datconnlimit AS pg_database_connection_limit,
                   age(d.datfrozenxid) AS pg_database_wraparound_age_datfrozenxid_seconds,
                   mxid_age(d.datminmxid) AS pg_database_wraparound_age_datminmxid_seconds
            FROM pg_catalog.pg_stat_database s
            JOIN pg_catalog.pg_database d ON d.oid = s.datid
            WHERE {told:d.datname}
            """;

    /** Not kept since PostgreSQL 17 under these names, but what they say still is. */
    private static final String BACKGROUND_WRITER = """
            SELECT b.buffers_clean AS pg_stat_bgwriter_buffers_clean_total,
                   b.maxwritten_clean AS pg_stat_bgwriter_maxwritten_clean_total,
                   b.buffers_alloc AS pg_stat_bgwriter_buffers_alloc_total,
                   extract(epoch FROM b.stats_reset)::float8 AS pg_stat_bgwriter_stats_reset_total,
              -16: checkpoints_timed AS pg_stat_bgwriter_checkpoints_timed_total,
              -16: checkpoints_req AS pg_stat_bgwriter_checkpoints_req_total,
              -16: checkpoint_write_time AS pg_stat_bgwriter_checkpoint_write_time_total,
              -16: checkpoint_sync_time AS pg_stat_bgwriter_checkpoint_sync_time_total,
              -16: buffers_checkpoint AS pg_stat_bgwriter_buffers_checkpoint_total,
              -16: buffers_backend AS pg_stat_bgwriter_buffers_backend_total,
              -16: buffers_backend_fsync AS pg_stat_bgwriter_buffers_backend_fsync_total
              17+: c.num_timed AS pg_stat_bgwriter_checkpoints_timed_total,
              17+: c.num_requested AS pg_stat_bgwriter_checkpoints_req_total,
              17+: c.write_time AS pg_stat_bgwriter_checkpoint_write_time_total,
              17+: c.sync_time AS pg_stat_bgwriter_checkpoint_sync_time_total,
              17+: c.buffers_written AS pg_stat_bgwriter_buffers_checkpoint_total,
              17+: io.written AS pg_stat_bgwriter_buffers_backend_total,
              17+: io.synced AS pg_stat_bgwriter_buffers_backend_fsync_total,
              17+: c.num_timed AS pg_stat_checkpointer_num_timed_total,
              17+: c.num_requested AS pg_stat_checkpointer_num_requested_total,
              17+: c.restartpoints_timed AS pg_stat_checkpointer_restartpoints_timed_total,
              17+: c.restartpoints_req AS pg_stat_checkpointer_restartpoints_req_total,
              17+: c.restartpoints_done AS pg_stat_checkpointer_restartpoints_done_total,
              17+: c.write_time AS pg_stat_checkpointer_write_time_total,
              17+: c.sync_time AS pg_stat_checkpointer_sync_time_total,
              17+: c.buffers_written AS pg_stat_checkpointer_buffers_written_total,
              18+: c.num_done AS pg_stat_checkpointer_num_done_total,
              18+: c.slru_written AS pg_stat_checkpointer_slru_written_total,
              17+: extract(epoch FROM c.stats_reset)::float8 AS pg_stat_checkpointer_stats_reset_total
            FROM pg_catalog.pg_stat_bgwriter b
              17+: CROSS JOIN pg_catalog.pg_stat_checkpointer c
              17+: CROSS JOIN (
              17:    SELECT sum(writes + extends) AS written, sum(fsyncs) AS synced
              18+:   SELECT sum(write_bytes + extend_bytes) / current_setting('block_size')::int AS written, sum(fsyncs) AS synced
              17+:   FROM pg_catalog.pg_stat_io
              17+:   WHERE object = 'relation' AND backend_type NOT IN ('checkpointer', 'background writer')) AS io
            """;

    private static final String WAL = """
            SELECT wal_records AS pg_stat_wal_records_total,
                   wal_fpi AS pg_stat_wal_fpi_total,
                   wal_bytes AS pg_stat_wal_bytes_total,
                   wal_buffers_full AS pg_stat_wal_buffers_full_total,
              -17: wal_write AS pg_stat_wal_write_total,
              -17: wal_sync AS pg_stat_wal_sync_total,
              -17: wal_write_time / 1000 AS pg_stat_wal_write_time_seconds_total,
              -17: wal_sync_time / 1000 AS pg_stat_wal_sync_time_seconds_total,
              18+: io.writes AS pg_stat_wal_write_total,
              18+: io.fsyncs AS pg_stat_wal_sync_total,
              18+: io.write_time AS pg_stat_wal_write_time_seconds_total,
              18+: io.fsync_time AS pg_stat_wal_sync_time_seconds_total,
                   (%s) - '0/0' AS pg_xlog_location_bytes
            FROM pg_catalog.pg_stat_wal
              18+: CROSS JOIN (SELECT sum(writes) AS writes, sum(fsyncs) AS fsyncs, sum(write_time) / 1000 AS write_time,
              18+:                    sum(fsync_time) / 1000 AS fsync_time
              18+:             FROM pg_catalog.pg_stat_io WHERE object = 'wal') AS io
            """.formatted(POSITION);

    private static final String ARCHIVER = """
            SELECT archived_count AS pg_stat_archiver_archived_count,
                   failed_count AS pg_stat_archiver_failed_count,
                   extract(epoch FROM clock_timestamp() - last_archived_time)::float8 AS pg_stat_archiver_last_archive_age
            FROM pg_catalog.pg_stat_archiver
            """;

    private static final String INPUT_OUTPUT = """
            SELECT backend_type, object, context,
                   reads AS pg_stat_io_reads_total,
                   read_time / 1000 AS pg_stat_io_read_time_seconds_total,
                   writes AS pg_stat_io_writes_total,
                   write_time / 1000 AS pg_stat_io_write_time_seconds_total,
                   writebacks AS pg_stat_io_writebacks_total,
                   extends AS pg_stat_io_extends_total,
              -17: reads * op_bytes AS pg_stat_io_read_bytes_total,
              -17: writes * op_bytes AS pg_stat_io_write_bytes_total,
              -17: extends * op_bytes AS pg_stat_io_extend_bytes_total,
              18+: read_bytes AS pg_stat_io_read_bytes_total,
              18+: write_bytes AS pg_stat_io_write_bytes_total,
              18+: extend_bytes AS pg_stat_io_extend_bytes_total,
                   hits AS pg_stat_io_hits_total,
                   evictions AS pg_stat_io_evictions_total,
                   reuses AS pg_stat_io_reuses_total,
                   fsyncs AS pg_stat_io_fsyncs_total,
                   fsync_time / 1000 AS pg_stat_io_fsync_time_seconds_total
            FROM pg_catalog.pg_stat_io
            WHERE coalesce(reads, 0) + coalesce(writes, 0) + coalesce(extends, 0) + coalesce(hits, 0) + coalesce(fsyncs, 0) > 0
            """;

    private static final String SIMPLE_CACHES = """
            SELECT name,
                   blks_zeroed AS pg_stat_slru_blks_zeroed_total,
                   blks_hit AS pg_stat_slru_blks_hit_total,
                   blks_read AS pg_stat_slru_blks_read_total,
                   blks_written AS pg_stat_slru_blks_written_total,
                   flushes AS pg_stat_slru_flushes_total,
                   truncates AS pg_stat_slru_truncates_total
            FROM pg_catalog.pg_stat_slru
            """;

    private static final String ROLES = """
            SELECT rolname, rolconnlimit AS pg_roles_connection_limit
            FROM pg_catalog.pg_roles
            WHERE rolcanlogin
            ORDER BY oid
            LIMIT 500
            """;

    private static final String SIZES = """
            SELECT datname, pg_database_size(oid) AS pg_database_size_bytes
            FROM pg_catalog.pg_database
            WHERE {told:datname} AND (has_database_privilege(oid, 'CONNECT') OR pg_has_role('pg_read_all_stats', 'USAGE'))
            """;

    private static final String WAL_DIRECTORY = """
            SELECT count(*) AS pg_wal_segments, coalesce(sum(size), 0) AS pg_wal_size_bytes
            FROM pg_catalog.pg_ls_waldir()
            """;

    private ServerViews() {}

    /** The collectors of what changes all the time. */
    static List<Collector> cheap(TargetLabels labels) {
        return List.of(
                new ViewCollector("stat_database", 0, labels, DATABASES),
                new ViewCollector("stat_bgwriter", 0, labels, BACKGROUND_WRITER),
                new ViewCollector("stat_wal", 0, labels, WAL),
                new ViewCollector("stat_archiver", 0, labels, ARCHIVER),
                new ViewCollector("stat_io", 16, labels, INPUT_OUTPUT),
                new ViewCollector("stat_slru", 0, labels, SIMPLE_CACHES),
                new ViewCollector("roles", 0, labels, ROLES));
    }

    /** The collectors that make the server look at its files. */
    static List<Collector> files(TargetLabels labels) {
        return List.of(
                new ViewCollector("database", 0, Schedule.EVERY_MINUTE, Scope.SERVER, labels, SIZES),
                new ViewCollector("wal", 0, Schedule.EVERY_MINUTE, Scope.SERVER, labels, WAL_DIRECTORY));
    }
}
