package io.sonde.exporter.postgres;

import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.TargetLabels;
import java.util.List;

/** The collectors of replication, of either end, and of commands that show how far they are. */
final class ReplicationViews {

    /*
     * The age of what a replica shows. It is not now minus the last transaction replayed, which grows on an idle primary; nor is it 0
     * whenever all that was received is replayed, which is so for ever once the link is cut. The link counts as alive while messages
     * come, at least one each half of wal_sender_timeout; a replica does not know the primary's, whose default makes it 30 s. Then
     * "all replayed" means 0, and until then, and without a link, the age of the last transaction counts. All but that one time stamp
     * is by the replica's own clock, so clocks that differ show up only while it lags, and never as less than 0.
     */
    private static final String LAG = """
            SELECT CASE
                     WHEN NOT pg_is_in_recovery() THEN 0
                     WHEN r.alive AND pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
                     ELSE greatest(0, extract(epoch FROM clock_timestamp()
                            - coalesce(pg_last_xact_replay_timestamp(), pg_postmaster_start_time())))
                   END::float8 AS pg_replication_lag_seconds,
                   CASE
                     WHEN pg_is_in_recovery() THEN extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())
                   END::float8 AS pg_replication_last_replay_seconds
            FROM (SELECT count(*) > 0 AS alive
                  FROM pg_catalog.pg_stat_wal_receiver
                  WHERE status = 'streaming' AND clock_timestamp() - last_msg_receipt_time < interval '35 s') AS r
            """;

    private static final String REPLICAS = """
            SELECT application_name, client_addr, state, s.slot_name, pid,
                   l.now - '0/0' AS pg_stat_replication_pg_current_wal_lsn_bytes,
                   pg_wal_lsn_diff(l.now, replay_lsn) AS pg_stat_replication_pg_wal_lsn_diff,
                   pg_wal_lsn_diff(l.now, sent_lsn) AS pg_stat_replication_sent_lag_bytes,
                   pg_wal_lsn_diff(l.now, write_lsn) AS pg_stat_replication_write_lag_bytes,
                   pg_wal_lsn_diff(l.now, flush_lsn) AS pg_stat_replication_flush_lag_bytes,
                   extract(epoch FROM write_lag)::float8 AS pg_stat_replication_write_lag_seconds,
                   extract(epoch FROM flush_lag)::float8 AS pg_stat_replication_flush_lag_seconds,
                   extract(epoch FROM replay_lag)::float8 AS pg_stat_replication_replay_lag_seconds,
                   (sync_state IN ('sync', 'quorum'))::int AS pg_stat_replication_sync
            FROM pg_catalog.pg_stat_replication
            CROSS JOIN (SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_receive_lsn()
                                    ELSE pg_current_wal_lsn() END AS now) AS l
            LEFT JOIN (SELECT slot_name, active_pid FROM pg_catalog.pg_replication_slots) AS s ON s.active_pid = pid
            LIMIT 200
            """;

    private static final String SLOTS_BY_DATABASE = """
            SELECT slot_name, database,
                   active::int AS pg_replication_slots_active,
                   pg_wal_lsn_diff(l.now, restart_lsn) AS pg_replication_slots_pg_wal_lsn_diff
            FROM pg_catalog.pg_replication_slots
            CROSS JOIN (SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_receive_lsn()
                                    ELSE pg_current_wal_lsn() END AS now) AS l
            LIMIT 200
            """;

    private static final String SLOTS = """
            SELECT slot_name, slot_type,
                   l.now - '0/0' AS pg_replication_slot_slot_current_wal_lsn,
                   CASE WHEN active THEN coalesce(confirmed_flush_lsn, '0/0') - '0/0' END
                     AS pg_replication_slot_slot_confirmed_flush_lsn,
                   active::int AS pg_replication_slot_slot_is_active,
                   safe_wal_size AS pg_replication_slot_safe_wal_size_bytes,
              17+: CASE WHEN active THEN 0 ELSE extract(epoch FROM clock_timestamp() - inactive_since) END::float8
              17+:   AS pg_replication_slot_inactive_seconds,
              17+: (invalidation_reason IS NOT NULL)::int AS pg_replication_slot_invalid,
              16:  (coalesce(conflicting, false) OR wal_status = 'lost')::int AS pg_replication_slot_invalid,
              -15: coalesce(wal_status = 'lost', false)::int AS pg_replication_slot_invalid,
                   wal_status AS "pg_replication_slot_wal_status.wal_status"
            FROM pg_catalog.pg_replication_slots
            CROSS JOIN (SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_receive_lsn()
                                    ELSE pg_current_wal_lsn() END AS now) AS l
            LIMIT 200
            """;

    private static final String DECODING = """
            SELECT slot_name,
                   spill_txns AS pg_stat_replication_slots_spill_txns_total,
                   spill_bytes AS pg_stat_replication_slots_spill_bytes_total,
                   stream_txns AS pg_stat_replication_slots_stream_txns_total,
                   stream_bytes AS pg_stat_replication_slots_stream_bytes_total,
                   total_txns AS pg_stat_replication_slots_total_txns_total,
                   total_bytes AS pg_stat_replication_slots_total_bytes_total
            FROM pg_catalog.pg_stat_replication_slots
            LIMIT 200
            """;

    private static final String SUBSCRIPTIONS = """
            SELECT s.subname, d.datname,
                   count(s.pid) AS pg_stat_subscription_workers,
                   extract(epoch FROM clock_timestamp() - max(s.last_msg_receipt_time))::float8
                     AS pg_stat_subscription_last_msg_age_seconds
              15+: , max(e.apply_error_count) AS pg_stat_subscription_apply_error_count_total
              15+: , max(e.sync_error_count) AS pg_stat_subscription_sync_error_count_total
            FROM pg_catalog.pg_stat_subscription s
            JOIN pg_catalog.pg_subscription c ON c.oid = s.subid
            JOIN pg_catalog.pg_database d ON d.oid = c.subdbid
              15+: LEFT JOIN pg_catalog.pg_stat_subscription_stats e ON e.subid = s.subid
            GROUP BY s.subid, s.subname, d.datname
            LIMIT 200
            """;

    private static final String RECEIVER = """
            SELECT sender_host AS upstream_host, slot_name,
                   CASE status WHEN 'stopped' THEN 0 WHEN 'starting' THEN 1 WHEN 'streaming' THEN 2 WHEN 'waiting' THEN 3
                               WHEN 'restarting' THEN 4 WHEN 'stopping' THEN -1 ELSE -2 END AS pg_stat_wal_receiver_status,
                   receive_start_lsn - '0/0' AS pg_stat_wal_receiver_receive_start_lsn,
                   receive_start_tli AS pg_stat_wal_receiver_receive_start_tli,
                   flushed_lsn - '0/0' AS pg_stat_wal_receiver_flushed_lsn,
                   received_tli AS pg_stat_wal_receiver_received_tli,
                   extract(epoch FROM last_msg_send_time)::float8 AS pg_stat_wal_receiver_last_msg_send_time,
                   extract(epoch FROM last_msg_receipt_time)::float8 AS pg_stat_wal_receiver_last_msg_receipt_time,
                   latest_end_lsn - '0/0' AS pg_stat_wal_receiver_latest_end_lsn,
                   extract(epoch FROM latest_end_time)::float8 AS pg_stat_wal_receiver_latest_end_time,
                   extract(epoch FROM clock_timestamp() - last_msg_receipt_time)::float8
                     AS pg_stat_wal_receiver_message_age_seconds
            FROM pg_catalog.pg_stat_wal_receiver
            WHERE status IS NOT NULL
            """;

    private static final String PREFETCH = """
            SELECT prefetch AS pg_stat_recovery_prefetch_prefetch_total,
                   hit AS pg_stat_recovery_prefetch_hit_total,
                   wal_distance AS pg_stat_recovery_prefetch_wal_distance_bytes
            FROM pg_catalog.pg_stat_recovery_prefetch
            WHERE pg_is_in_recovery()
            """;

    private static final String VACUUM = """
            SELECT p.datname,
                   CASE WHEN p.datname = current_database() THEN p.relid::regclass::text ELSE p.relid::text END AS relname,
                   p.phase AS "pg_stat_progress_vacuum_phase.phase",
                   heap_blks_total AS pg_stat_progress_vacuum_heap_blks,
                   heap_blks_scanned AS pg_stat_progress_vacuum_heap_blks_scanned,
                   heap_blks_vacuumed AS pg_stat_progress_vacuum_heap_blks_vacuumed,
              -16: max_dead_tuples AS pg_stat_progress_vacuum_max_dead_tuples,
              -16: num_dead_tuples AS pg_stat_progress_vacuum_num_dead_tuples,
              17+: max_dead_tuple_bytes AS pg_stat_progress_vacuum_max_dead_tuple_bytes,
              17+: num_dead_item_ids AS pg_stat_progress_vacuum_num_dead_tuples,
                   index_vacuum_count AS pg_stat_progress_vacuum_index_vacuums
            FROM pg_catalog.pg_stat_progress_vacuum p
            """;

    private static final String PROGRESS = """
            SELECT p.datname,
                   CASE WHEN p.datname = current_database() THEN p.relid::regclass::text ELSE p.relid::text END AS relname,
                   p.command, p.phase,
                   min(p.done / nullif(p.total, 0)) AS sonde_postgres_progress_ratio,
                   max(extract(epoch FROM clock_timestamp() - a.query_start))::float8 AS sonde_postgres_progress_age_seconds
            FROM (
              SELECT pid, datname, relid, 'VACUUM' AS command, phase, heap_blks_scanned::float8 AS done, heap_blks_total AS total
              FROM pg_catalog.pg_stat_progress_vacuum
              UNION ALL
              SELECT pid, datname, relid, 'ANALYZE', phase, sample_blks_scanned, sample_blks_total
              FROM pg_catalog.pg_stat_progress_analyze
              UNION ALL
              SELECT pid, datname, relid, command, phase, blocks_done, blocks_total
              FROM pg_catalog.pg_stat_progress_create_index
              UNION ALL
              SELECT pid, datname, relid, command, phase, heap_blks_scanned, heap_blks_total
              FROM pg_catalog.pg_stat_progress_cluster
              UNION ALL
              SELECT pid, datname, relid, command, type, bytes_processed, bytes_total
              FROM pg_catalog.pg_stat_progress_copy
              UNION ALL
              SELECT pid, NULL, NULL, 'BASE BACKUP', phase, backup_streamed, backup_total
              FROM pg_catalog.pg_stat_progress_basebackup
            ) AS p
            LEFT JOIN LATERAL pg_stat_get_activity(p.pid) a ON true
            GROUP BY 1, 2, 3, 4
            LIMIT 200
            """;

    private ReplicationViews() {}

    static List<Collector> all(TargetLabels labels) {
        return List.of(
                new ViewCollector("replication", 0, labels, LAG),
                new ViewCollector("stat_replication", 0, labels, REPLICAS),
                new ViewCollector("replication_slot", 0, labels, SLOTS, SLOTS_BY_DATABASE, DECODING),
                new ViewCollector("stat_subscription", 0, labels, SUBSCRIPTIONS),
                new ViewCollector("stat_wal_receiver", 0, labels, RECEIVER),
                new ViewCollector("stat_recovery_prefetch", 15, labels, PREFETCH),
                new ViewCollector("progress", 0, labels, VACUUM, PROGRESS));
    }
}
