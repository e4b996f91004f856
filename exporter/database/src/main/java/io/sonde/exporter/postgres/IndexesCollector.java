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

/** {@code pg_stat_user_indexes} and {@code pg_statio_user_indexes} of one database, and which indexes are invalid. */
final class IndexesCollector implements Collector {

    private static final String INDEXES = """
            SELECT i.indexrelid::int8 AS id,
                   8192.0 * c.relpages AS weight,
                   current_database() AS datname,
                   n.nspname AS schemaname, t.relname, c.relname AS indexrelname,
                   pg_stat_get_numscans(c.oid) AS pg_stat_user_indexes_idx_scan,
                   pg_stat_get_tuples_returned(c.oid) AS pg_stat_user_indexes_idx_tup_read,
                   pg_stat_get_tuples_fetched(c.oid) AS pg_stat_user_indexes_idx_tup_fetch,
              16+: date_part('epoch', pg_stat_get_lastscan(c.oid)) AS pg_stat_user_indexes_last_idx_scan,
                   pg_stat_get_blocks_fetched(c.oid) - pg_stat_get_blocks_hit(c.oid)
                     AS pg_statio_user_indexes_idx_blks_read_total,
                   pg_stat_get_blocks_hit(c.oid) AS pg_statio_user_indexes_idx_blks_hit_total
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid AND c.relkind = 'i'
            JOIN pg_catalog.pg_class t ON t.oid = i.indrelid AND t.relkind IN ('r', 'm')
            JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
            WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_toast'
            LIMIT %d
            """.formatted(TopView.MAX_ROWS);

    private static final String SIZES = TablesCollector.LOCKED + """
            SELECT current_database() AS datname, n.nspname AS schemaname, t.relname, c.relname AS indexrelname,
                   pg_relation_size(c.oid) AS sonde_postgres_index_size_bytes,
                   i.indisunique::int AS sonde_postgres_index_unique
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
            WHERE i.indexrelid = ANY (?) AND NOT EXISTS (SELECT FROM locked WHERE relation = c.oid)
            """;

    private static final String INVALID = """
            SELECT current_database() AS datname, n.nspname AS schemaname, t.relname, c.relname AS indexrelname,
                   1 AS sonde_postgres_index_invalid
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid AND c.relkind = 'i'
            JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
            WHERE NOT (i.indisvalid AND i.indisready)
            LIMIT 100
            """;

    private final TargetLabels labels;
    private final TopView indexes;
    private final ViewQuery sizes;
    private final ViewQuery invalid;

    IndexesCollector(TargetLabels labels, int limit) {
        this.labels = labels;
        this.indexes = new TopView(labels, limit, "", INDEXES);
        this.sizes = new ViewQuery(labels, SIZES);
        this.invalid = new ViewQuery(labels, INVALID);
    }

    @Override
    public String name() {
        return "stat_user_indexes";
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
        TopView.Reading reading = indexes.read(session, found);
        if (reading.all() == 0) {
            return;
        }
        Labels database = labels.inDatabase(reading.database());
        found.add(PostgresTableMetrics.INDEXES, database, reading.all());
        found.add(PostgresTableMetrics.INDEXES_UNPUBLISHED, database, reading.unpublished());
        sizes.read(session, reading.chosen().keySet(), found);
        invalid.read(session, found);
    }
}
