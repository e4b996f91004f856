package io.sonde.exporter.postgres;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.Catalogue;
import io.sonde.core.metric.MetricSpec;
import io.sonde.core.metric.PostgresTableMetrics;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Schedule;
import io.sonde.exporter.scrape.Scope;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.SQLException;
import java.util.Objects;

/** {@code pg_stat_user_tables} and {@code pg_statio_user_tables} of one database, with the sizes of the biggest tables. */
final class TablesCollector implements Collector {

    /*
     * What pg_stat_user_tables and pg_statio_user_tables show, made of the functions that those are made of: the views go through tables and
     * indexes one by one, several times. Here indexes are summed up once, as float8, which their numbers become anyway. With 1 000 tables
     * that costs the server two thirds.
     */
    private static final String TABLES = """
            WITH i AS MATERIALIZED (
              SELECT indrelid,
                     sum(pg_stat_get_numscans(indexrelid)::float8) AS scans,
                     sum(pg_stat_get_tuples_fetched(indexrelid)::float8) AS fetched,
                     sum(pg_stat_get_blocks_fetched(indexrelid)::float8) AS blocks,
                     sum(pg_stat_get_blocks_hit(indexrelid)::float8) AS hits
              FROM pg_catalog.pg_index
              WHERE indexrelid >= 16384 -- those before are the catalogue's
              GROUP BY indrelid)
            SELECT c.oid::int8 AS id,
                   8192.0::float8 * (c.relpages + coalesce(t.relpages, 0))
                     + 50 * greatest(pg_stat_get_live_tuples(c.oid), 0) AS weight,
                   current_database() AS datname,
                   n.nspname AS schemaname, c.relname,
                   pg_stat_get_numscans(c.oid) AS pg_stat_user_tables_seq_scan,
                   pg_stat_get_tuples_returned(c.oid) AS pg_stat_user_tables_seq_tup_read,
                   coalesce(i.scans, 0) AS pg_stat_user_tables_idx_scan,
                   coalesce(i.fetched + pg_stat_get_tuples_fetched(c.oid), 0) AS pg_stat_user_tables_idx_tup_fetch,
                   pg_stat_get_tuples_inserted(c.oid) AS pg_stat_user_tables_n_tup_ins,
                   pg_stat_get_tuples_updated(c.oid) AS pg_stat_user_tables_n_tup_upd,
                   pg_stat_get_tuples_deleted(c.oid) AS pg_stat_user_tables_n_tup_del,
                   pg_stat_get_tuples_hot_updated(c.oid) AS pg_stat_user_tables_n_tup_hot_upd,
              16+: pg_stat_get_tuples_newpage_updated(c.oid) AS pg_stat_user_tables_n_tup_newpage_upd,
                   pg_stat_get_live_tuples(c.oid) AS pg_stat_user_tables_n_live_tup,
                   pg_stat_get_dead_tuples(c.oid) AS pg_stat_user_tables_n_dead_tup,
                   pg_stat_get_mod_since_analyze(c.oid) AS pg_stat_user_tables_n_mod_since_analyze,
                   pg_stat_get_ins_since_vacuum(c.oid) AS pg_stat_user_tables_n_ins_since_vacuum,
                   coalesce(date_part('epoch', pg_stat_get_last_vacuum_time(c.oid)), 0) AS pg_stat_user_tables_last_vacuum,
                   coalesce(date_part('epoch', pg_stat_get_last_autovacuum_time(c.oid)), 0) AS pg_stat_user_tables_last_autovacuum,
                   coalesce(date_part('epoch', pg_stat_get_last_analyze_time(c.oid)), 0) AS pg_stat_user_tables_last_analyze,
                   coalesce(date_part('epoch', pg_stat_get_last_autoanalyze_time(c.oid)), 0) AS pg_stat_user_tables_last_autoanalyze,
                   pg_stat_get_vacuum_count(c.oid) AS pg_stat_user_tables_vacuum_count,
                   pg_stat_get_autovacuum_count(c.oid) AS pg_stat_user_tables_autovacuum_count,
                   pg_stat_get_analyze_count(c.oid) AS pg_stat_user_tables_analyze_count,
                   pg_stat_get_autoanalyze_count(c.oid) AS pg_stat_user_tables_autoanalyze_count,
              16+: date_part('epoch', pg_stat_get_lastscan(c.oid)) AS pg_stat_user_tables_last_seq_scan,
              18+: (pg_stat_get_total_vacuum_time(c.oid) + pg_stat_get_total_autovacuum_time(c.oid)) / 1000
              18+:   AS pg_stat_user_tables_vacuum_time_seconds_total,
              18+: (pg_stat_get_total_analyze_time(c.oid) + pg_stat_get_total_autoanalyze_time(c.oid)) / 1000
              18+:   AS pg_stat_user_tables_analyze_time_seconds_total,
                   pg_stat_get_blocks_fetched(c.oid) - pg_stat_get_blocks_hit(c.oid)
                     AS pg_statio_user_tables_heap_blocks_read,
                   pg_stat_get_blocks_hit(c.oid) AS pg_statio_user_tables_heap_blocks_hit,
                   coalesce(i.blocks - i.hits, 0) AS pg_statio_user_tables_idx_blocks_read,
                   coalesce(i.hits, 0) AS pg_statio_user_tables_idx_blocks_hit,
                   coalesce(pg_stat_get_blocks_fetched(t.oid) - pg_stat_get_blocks_hit(t.oid), 0)
                     AS pg_statio_user_tables_toast_blocks_read,
                   coalesce(pg_stat_get_blocks_hit(t.oid), 0) AS pg_statio_user_tables_toast_blocks_hit,
                   coalesce(x.blocks - x.hits, 0) AS pg_statio_user_tables_tidx_blocks_read,
                   coalesce(x.hits, 0) AS pg_statio_user_tables_tidx_blocks_hit
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_class t ON t.oid = c.reltoastrelid
            LEFT JOIN i ON i.indrelid = c.oid
            LEFT JOIN i AS x ON x.indrelid = t.oid
            WHERE c.relkind IN ('r', 'm', 'p')
              AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_toast'
            LIMIT %d
            """.formatted(TopView.MAX_ROWS);

    /** Begins a query that must not wait for these. */
    static final String LOCKED = """
            WITH locked AS MATERIALIZED (
              SELECT relation FROM pg_catalog.pg_locks
              WHERE locktype = 'relation' AND mode = 'AccessExclusiveLock'
                AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))
            """;

    private static final MetricSpec TABLE_SIZE =
            Catalogue.find("pg_stat_user_tables_table_size_bytes").orElseThrow();
    private static final MetricSpec INDEX_SIZE =
            Catalogue.find("pg_stat_user_tables_index_size_bytes").orElseThrow();

    private final TargetLabels labels;
    private final TopView tables;
    private final TableSizes sizes;

    TablesCollector(TargetLabels labels, int limit) {
        this.labels = labels;
        this.tables = new TopView(labels, limit, "relname", TABLES);
        this.sizes = new TableSizes(limit);
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
        sizes.of(session, reading).forEach((id, size) -> {
            Labels table = Objects.requireNonNull(reading.chosen().get(id)).series();
            found.add(TABLE_SIZE, table, size.tableBytes());
            found.add(INDEX_SIZE, table, size.indexBytes());
        });
    }
}
