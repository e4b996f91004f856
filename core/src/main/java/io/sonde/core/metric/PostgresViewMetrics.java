package io.sonde.core.metric;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the exporter reads of a PostgreSQL server as a whole: write-ahead log, checkpoints, replication, input and output, progress. The
 * queries of the exporter name these metrics.
 */
public final class PostgresViewMetrics {

    private static final List<MetricSpec> DATABASES = ViewSpecs.of("pg_stat_database_", "datid", "datname")
            .counter("checksum_failures", "Checksum failures found in data pages; none when checksums are off.")
            .total("session_time_seconds", "Time that sessions were open.")
            .total("idle_in_transaction_time_seconds", "Time that sessions were idle inside a transaction.")
            .total("sessions", "Sessions that were opened.")
            .total("sessions_abandoned", "Sessions that ended because the client was lost.")
            .total("sessions_fatal", "Sessions that ended because of a fatal error.")
            .total("sessions_killed", "Sessions that were ended by somebody.")
            .total("parallel_workers_to_launch", "Parallel workers that queries planned to use.")
            .total("parallel_workers_launched", "Parallel workers that queries got.")
            .counter("conflicts_confl_tablespace", "Queries cancelled on a replica because of dropped tablespaces.")
            .counter("conflicts_confl_lock", "Queries cancelled on a replica because of lock time-outs.")
            .counter("conflicts_confl_snapshot", "Queries cancelled on a replica because of old snapshots.")
            .counter("conflicts_confl_bufferpin", "Queries cancelled on a replica because of pinned buffers.")
            .counter("conflicts_confl_deadlock", "Queries cancelled on a replica because of deadlocks.")
            .counter(
                    "conflicts_confl_active_logicalslot",
                    "Uses of logical slots cancelled on a replica because the primary's WAL became too low for them.")
            .list();

    private static final List<MetricSpec> DATABASE = ViewSpecs.of("pg_database_", "datname")
            .gauge("size_bytes", "Disk space that the database uses.")
            .gauge("connection_limit", "Connections that the database allows; -1 for no limit.")
            .gauge("wraparound_age_datfrozenxid_seconds", "Age of the oldest transaction id, in transactions.")
            .gauge("wraparound_age_datminmxid_seconds", "Age of the oldest multitransaction id, in multitransactions.")
            .list();

    private static final List<MetricSpec> BACKGROUND_WRITER = ViewSpecs.of("pg_stat_bgwriter_")
            .total("checkpoints_timed", "Checkpoints that were due by time.")
            .total("checkpoints_req", "Checkpoints that were asked for, mostly by too much WAL.")
            .total("checkpoint_write_time", "Time checkpoints spent writing, in milliseconds.")
            .total("checkpoint_sync_time", "Time checkpoints spent syncing, in milliseconds.")
            .total("buffers_checkpoint", "Buffers written by checkpoints.")
            .total("buffers_clean", "Buffers written by the background writer.")
            .total("maxwritten_clean", "Times the background writer stopped because it had written enough.")
            .total("buffers_backend", "Buffers written by back-ends themselves; of pg_stat_io since PostgreSQL 17.")
            .total("buffers_backend_fsync", "Syncs that back-ends did themselves; of pg_stat_io since PostgreSQL 17.")
            .total("buffers_alloc", "Buffers allocated.")
            .total("stats_reset", "When these statistics were reset, in seconds since 1970.")
            .list();

    private static final List<MetricSpec> CHECKPOINTER = ViewSpecs.of("pg_stat_checkpointer_")
            .total("num_timed", "Checkpoints that were due by time.")
            .total("num_requested", "Checkpoints that were asked for.")
            .total("num_done", "Checkpoints that were done.")
            .total("restartpoints_timed", "Restartpoints that were due by time.")
            .total("restartpoints_req", "Restartpoints that were asked for.")
            .total("restartpoints_done", "Restartpoints that were done.")
            .total("write_time", "Time checkpoints spent writing, in milliseconds.")
            .total("sync_time", "Time checkpoints spent syncing, in milliseconds.")
            .total("buffers_written", "Buffers written by checkpoints and restartpoints.")
            .total("slru_written", "Buffers of simple caches written by checkpoints and restartpoints.")
            .total("stats_reset", "When these statistics were reset, in seconds since 1970.")
            .list();

    private static final List<MetricSpec> WAL = ViewSpecs.of("pg_")
            .total("stat_wal_records", "Records written to the write-ahead log.")
            .total("stat_wal_fpi", "Full page images written to the write-ahead log.")
            .total("stat_wal_bytes", "Bytes written to the write-ahead log.")
            .total("stat_wal_buffers_full", "Times data was written out because the WAL buffers were full.")
            .total("stat_wal_write", "Times WAL buffers were written out.")
            .total("stat_wal_sync", "Times WAL files were synced.")
            .total("stat_wal_write_time_seconds", "Time spent writing WAL; 0 unless track_wal_io_timing is on.")
            .total("stat_wal_sync_time_seconds", "Time spent syncing WAL; 0 unless track_wal_io_timing is on.")
            .gauge("wal_segments", "Files in the WAL directory.")
            .gauge("wal_size_bytes", "Size of the files in the WAL directory.")
            .counter("xlog_location_bytes", "Position in the WAL: written on a primary, received on a replica.")
            .list();

    private static final List<MetricSpec> ARCHIVER = ViewSpecs.of("pg_stat_archiver_")
            .counter("archived_count", "WAL files archived.")
            .counter("failed_count", "Attempts to archive a WAL file that failed.")
            .gauge("last_archive_age", "Seconds since a WAL file was archived.")
            .list();

    private static final List<MetricSpec> REPLICATION = ViewSpecs.of("pg_replication_")
            .gauge(
                    "lag_seconds",
                    "Age of what a replica shows: 0 when it has replayed all of a link that is alive; 0 on a primary.")
            .gauge("last_replay_seconds", "Seconds since a replica replayed the end of a transaction.")
            .list();

    private static final List<MetricSpec> REPLICAS = ViewSpecs.of(
                    "pg_stat_replication_", "application_name", "client_addr", "state", "slot_name", "pid")
            .gauge("pg_current_wal_lsn_bytes", "Position in the WAL that is written.")
            .gauge("pg_wal_lsn_diff", "Bytes of WAL that the replica has not replayed.")
            .gauge("sent_lag_bytes", "Bytes of WAL not sent to the replica.")
            .gauge("write_lag_bytes", "Bytes of WAL that the replica has not written.")
            .gauge("flush_lag_bytes", "Bytes of WAL that the replica has not flushed.")
            .gauge("write_lag_seconds", "Time until the replica had written recent WAL; absent when idle.")
            .gauge("flush_lag_seconds", "Time until the replica had flushed recent WAL; absent when idle.")
            .gauge("replay_lag_seconds", "Time until the replica had replayed recent WAL; absent when idle.")
            .gauge("sync", "1 when commits wait for this replica (sync or quorum), 0 otherwise.")
            .list();

    private static final List<MetricSpec> SLOTS = Stream.concat(
                    ViewSpecs.of("pg_replication_slots_", "slot_name", "database")
                            .gauge("active", "1 when somebody uses the slot, 0 otherwise.")
                            .gauge("pg_wal_lsn_diff", "Bytes of WAL that the slot holds back.")
                            .list()
                            .stream(),
                    ViewSpecs.of("pg_replication_slot_", "slot_name", "slot_type", "wal_status")
                            .gauge("slot_current_wal_lsn", "Position in the WAL of the server.")
                            .gauge("slot_confirmed_flush_lsn", "Position in the WAL that the slot's user confirmed.")
                            .gauge("slot_is_active", "1 when somebody uses the slot, 0 otherwise.")
                            .gauge("safe_wal_size_bytes", "WAL that can be written before the slot may be lost.")
                            .gauge("wal_status", "Always 1; wal_status says whether the slot's WAL is there.")
                            .gauge("inactive_seconds", "Seconds since the slot was last used.")
                            .gauge("invalid", "1 when the slot was invalidated and must be made anew, 0 otherwise.")
                            .list()
                            .stream())
            .toList();

    private static final List<MetricSpec> LOGICAL = Stream.concat(
                    ViewSpecs.of("pg_stat_replication_slots_", "slot_name")
                            .total("spill_txns", "Transactions that decoding spilled to disk.")
                            .total("spill_bytes", "Bytes that decoding spilled to disk.")
                            .total("stream_txns", "Transactions sent while they were in progress.")
                            .total("stream_bytes", "Bytes of transactions sent while they were in progress.")
                            .total("total_txns", "Transactions decoded.")
                            .total("total_bytes", "Bytes decoded.")
                            .list()
                            .stream(),
                    ViewSpecs.of("pg_stat_subscription_", "subname", "datname")
                            .gauge("workers", "Processes that work for the subscription.")
                            .gauge("last_msg_age_seconds", "Seconds since a message from the publisher arrived.")
                            .total("apply_error_count", "Errors while changes were applied.")
                            .total("sync_error_count", "Errors while tables were first copied.")
                            .list()
                            .stream())
            .toList();

    private static final List<MetricSpec> RECEIVER = ViewSpecs.of("pg_stat_wal_receiver_", "upstream_host", "slot_name")
            .gauge("status", "State of the receiver: 0 stopped, 1 starting, 2 streaming, 3 waiting, 4 restarting.")
            .counter("receive_start_lsn", "Position at which the receiver started.")
            .gauge("receive_start_tli", "Timeline at which the receiver started.")
            .counter("flushed_lsn", "Position that was received and flushed.")
            .gauge("received_tli", "Timeline of what was received.")
            .counter("last_msg_send_time", "When the last message was sent, by the upstream's clock.")
            .counter("last_msg_receipt_time", "When the last message was received, by this server's clock.")
            .counter("latest_end_lsn", "Position last reported to the upstream.")
            .counter("latest_end_time", "When a position was last reported to the upstream.")
            .gauge("message_age_seconds", "Seconds since a message arrived, by this server's clock alone.")
            .list();

    private static final List<MetricSpec> PREFETCH = ViewSpecs.of("pg_stat_recovery_prefetch_")
            .total("prefetch", "Blocks prefetched in recovery.")
            .total("hit", "Blocks not prefetched because they were in the buffers.")
            .gauge("wal_distance_bytes", "How far ahead the prefetcher looks.")
            .list();

    private static final List<MetricSpec> INPUT_OUTPUT = ViewSpecs.of(
                    "pg_stat_io_", "backend_type", "object", "context")
            .total("reads", "Reads, of one or several blocks each.")
            .total("read_bytes", "Bytes read.")
            .total("read_time_seconds", "Time spent reading; 0 unless track_io_timing is on.")
            .total("writes", "Writes, of one or several blocks each.")
            .total("write_bytes", "Bytes written.")
            .total("write_time_seconds", "Time spent writing; 0 unless track_io_timing is on.")
            .total("writebacks", "Blocks that the kernel was asked to write out.")
            .total("extends", "Extensions of files.")
            .total("extend_bytes", "Bytes by which files were extended.")
            .total("hits", "Blocks found in shared buffers.")
            .total("evictions", "Blocks thrown out of a buffer to make room.")
            .total("reuses", "Buffers used again in a ring.")
            .total("fsyncs", "Syncs.")
            .total("fsync_time_seconds", "Time spent syncing; 0 unless track_io_timing is on.")
            .list();

    private static final List<MetricSpec> SIMPLE_CACHES = ViewSpecs.of("pg_stat_slru_", "name")
            .total("blks_zeroed", "Blocks made anew.")
            .total("blks_hit", "Blocks found in the cache.")
            .total("blks_read", "Blocks read from disk.")
            .total("blks_written", "Blocks written to disk.")
            .total("flushes", "Flushes of dirty data.")
            .total("truncates", "Truncations.")
            .list();

    private static final List<MetricSpec> PROGRESS = Stream.concat(
                    ViewSpecs.of("pg_stat_progress_vacuum_", "datname", "relname", "phase")
                            .gauge("phase", "Always 1; phase says what the vacuum is doing.")
                            .gauge("heap_blks", "Blocks of the table.")
                            .gauge("heap_blks_scanned", "Blocks scanned.")
                            .gauge("heap_blks_vacuumed", "Blocks vacuumed.")
                            .gauge("index_vacuums", "Passes over the indexes that were completed.")
                            .gauge("max_dead_tuples", "Dead rows that fit into memory; before PostgreSQL 17.")
                            .gauge("num_dead_tuples", "Dead rows found since the last pass over the indexes.")
                            .gauge("max_dead_tuple_bytes", "Memory for dead rows; since PostgreSQL 17.")
                            .list()
                            .stream(),
                    ViewSpecs.of("sonde_postgres_progress_", "datname", "relname", "command", "phase")
                            .gauge("ratio", "Part of the present phase that is done, of a long command.")
                            .gauge("age_seconds", "How long the command has run.")
                            .list()
                            .stream())
            .toList();

    private static final List<MetricSpec> ROLES = ViewSpecs.of("pg_roles_", "rolname")
            .gauge("connection_limit", "Connections that the role may have; -1 for no limit.")
            .list();

    private PostgresViewMetrics() {}

    static List<MetricSpec> all() {
        return Stream.of(
                        DATABASES,
                        DATABASE,
                        BACKGROUND_WRITER,
                        CHECKPOINTER,
                        WAL,
                        ARCHIVER,
                        REPLICATION,
                        REPLICAS,
                        SLOTS,
                        LOGICAL,
                        RECEIVER,
                        PREFETCH,
                        INPUT_OUTPUT,
                        SIMPLE_CACHES,
                        PROGRESS,
                        ROLES)
                .flatMap(List::stream)
                .toList();
    }
}
