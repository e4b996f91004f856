package io.sonde.exporter.postgres;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.PostgresTableMetrics;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Schedule;
import io.sonde.exporter.scrape.Scope;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.SQLException;

/** {@code pg_stat_user_tables} and {@code pg_statio_user_tables} of one database, with the sizes of the biggest tables. */
final class TablesCollector implements Collector {

    /*
     * What tells sizes opens the table, and waits for whoever holds it or stands in line for it: an ALTER TABLE, and behind it the
     * exporter, and behind it everybody. So a table that somebody has locked that way, or asked to lock, is left out, and because
     * that may have changed by the time it is opened, the session's lock_timeout ends the wait. Only tables that are published are
     * opened: the server keeps what it learns about a table it opened for as long as the session lives.
     */
    private static final String TABLES = """
            SELECT s.relid::int8 AS id,
                   8192.0 * (c.relpages + coalesce(t.relpages, 0)) + 50 * greatest(s.n_live_tup, 0) AS weight,
                   current_database() AS datname,
                   s.schemaname, s.relname,
                   s.seq_scan AS pg_stat_user_tables_seq_scan,
                   s.seq_tup_read AS pg_stat_user_tables_seq_tup_read,
                   coalesce(s.idx_scan, 0) AS pg_stat_user_tables_idx_scan,
                   coalesce(s.idx_tup_fetch, 0) AS pg_stat_user_tables_idx_tup_fetch,
                   s.n_tup_ins AS pg_stat_user_tables_n_tup_ins,
                   s.n_tup_upd AS pg_stat_user_tables_n_tup_upd,
                   s.n_tup_del AS pg_stat_user_tables_n_tup_del,
                   s.n_tup_hot_upd AS pg_stat_user_tables_n_tup_hot_upd,
              16+: s.n_tup_newpage_upd AS pg_stat_user_tables_n_tup_newpage_upd,
                   s.n_live_tup AS pg_stat_user_tables_n_live_tup,
                   s.n_dead_tup AS pg_stat_user_tables_n_dead_tup,
                   s.n_mod_since_analyze AS pg_stat_user_tables_n_mod_since_analyze,
                   s.n_ins_since_vacuum AS pg_stat_user_tables_n_ins_since_vacuum,
                   coalesce(extract(epoch FROM s.last_vacuum), 0)::float8 AS pg_stat_user_tables_last_vacuum,
                   coalesce(extract(epoch FROM s.last_autovacuum), 0)::float8 AS pg_stat_user_tables_last_autovacuum,
                   coalesce(extract(epoch FROM s.last_analyze), 0)::float8 AS pg_stat_user_tables_last_analyze,
                   coalesce(extract(epoch FROM s.last_autoanalyze), 0)::float8 AS pg_stat_user_tables_last_autoanalyze,
                   s.vacuum_count AS pg_stat_user_tables_vacuum_count,
                   s.autovacuum_count AS pg_stat_user_tables_autovacuum_count,
                   s.analyze_count AS pg_stat_user_tables_analyze_count,
                   s.autoanalyze_count AS pg_stat_user_tables_autoanalyze_count,
              16+: extract(epoch FROM s.last_seq_scan)::float8 AS pg_stat_user_tables_last_seq_scan,
              18+: (s.total_vacuum_time + s.total_autovacuum_time) / 1000 AS pg_stat_user_tables_vacuum_time_seconds_total,
              18+: (s.total_analyze_time + s.total_autoanalyze_time) / 1000 AS pg_stat_user_tables_analyze_time_seconds_total,
                   pg_stat_get_blocks_fetched(s.relid) - pg_stat_get_blocks_hit(s.relid)
                     AS pg_statio_user_tables_heap_blocks_read,
                   pg_stat_get_blocks_hit(s.relid) AS pg_statio_user_tables_heap_blocks_hit,
                   i.blks_read AS pg_statio_user_tables_idx_blocks_read,
                   i.blks_hit AS pg_statio_user_tables_idx_blocks_hit,
                   coalesce(pg_stat_get_blocks_fetched(t.oid) - pg_stat_get_blocks_hit(t.oid), 0)
                     AS pg_statio_user_tables_toast_blocks_read,
                   coalesce(pg_stat_get_blocks_hit(t.oid), 0) AS pg_statio_user_tables_toast_blocks_hit,
                   coalesce(x.blks_read, 0) AS pg_statio_user_tables_tidx_blocks_read,
                   coalesce(x.blks_hit, 0) AS pg_statio_user_tables_tidx_blocks_hit
            FROM pg_catalog.pg_stat_user_tables s
            JOIN pg_catalog.pg_class c ON c.oid = s.relid
            LEFT JOIN pg_catalog.pg_class t ON t.oid = c.reltoastrelid
            LEFT JOIN LATERAL (
              SELECT coalesce(sum(pg_stat_get_blocks_fetched(indexrelid) - pg_stat_get_blocks_hit(indexrelid)), 0) AS blks_read,
                     coalesce(sum(pg_stat_get_blocks_hit(indexrelid)), 0) AS blks_hit
              FROM pg_catalog.pg_index WHERE indrelid = c.oid) AS i ON true
            LEFT JOIN LATERAL (
              SELECT sum(pg_stat_get_blocks_fetched(indexrelid) - pg_stat_get_blocks_hit(indexrelid)) AS blks_read,
                     sum(pg_stat_get_blocks_hit(indexrelid)) AS blks_hit
              FROM pg_catalog.pg_index WHERE indrelid = t.oid) AS x ON true
            LIMIT %d
            """.formatted(TopView.MAX_ROWS);

    /** Begins a query that must not wait for these. */
    static final String LOCKED = """
            WITH locked AS MATERIALIZED (
              SELECT relation FROM pg_catalog.pg_locks
              WHERE locktype = 'relation' AND mode = 'AccessExclusiveLock'
                AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))
            """;

    private static final String SIZES = LOCKED + """
            SELECT current_database() AS datname, n.nspname AS schemaname, c.relname,
                   pg_table_size(c.oid) AS pg_stat_user_tables_table_size_bytes,
                   pg_indexes_size(c.oid) AS pg_stat_user_tables_index_size_bytes
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid = ANY (?)
              AND NOT EXISTS (SELECT FROM locked l
                              WHERE l.relation IN (c.oid, c.reltoastrelid)
                                 OR l.relation IN (SELECT indexrelid FROM pg_catalog.pg_index
                                                   WHERE indrelid IN (c.oid, c.reltoastrelid)))
            """;

    private final TargetLabels labels;
    private final TopView tables;
    private final ViewQuery sizes;

    TablesCollector(TargetLabels labels, int limit) {
        this.labels = labels;
        this.tables = new TopView(labels, limit, "relname", TABLES);
        this.sizes = new ViewQuery(labels, SIZES);
    }

    @Override
    public String name() {
        return "stat_user_tables";
    }

    @Override
    public Schedule schedule() {
        return Schedule.EVERY_MINUTE;
    }

    @Override
    public Scope scope() {
        return Scope.DATABASE;
    }

    @Override
    public void collect(Session session, Samples found) throws SQLException {
        TopView.Reading reading = tables.read(session, found);
        if (reading.all() == 0) {
            return;
        }
        Labels database = labels.inDatabase(reading.database());
        found.add(PostgresTableMetrics.TABLES, database, reading.all());
        found.add(PostgresTableMetrics.TABLES_UNPUBLISHED, database, reading.unpublished());
        sizes.read(session, reading.chosen(), found);
    }
}
