package io.sonde.exporter.postgres;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.MetricSpec;
import io.sonde.core.metric.PostgresMetrics;
import io.sonde.core.metric.PostgresServerMetrics;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** {@code pg_stat_database}: what each database has done. */
final class DatabaseCollector implements Collector {

    private static final String QUERY = """
            SELECT datid::text, datname, numbackends, xact_commit, xact_rollback, blks_read, blks_hit, tup_returned, tup_fetched,
                   tup_inserted, tup_updated, tup_deleted, conflicts, deadlocks, temp_files, temp_bytes, blk_read_time,
                   blk_write_time, coalesce(extract(epoch FROM stats_reset), 0)::float8, active_time / 1000
            FROM pg_catalog.pg_stat_database
            WHERE datname IS NOT NULL
            """;

    /** In the order of the query's columns after the two that name the database. */
    private static final List<MetricSpec> COLUMNS = List.of(
            PostgresMetrics.DATABASE_NUMBACKENDS,
            PostgresMetrics.DATABASE_XACT_COMMIT,
            PostgresMetrics.DATABASE_XACT_ROLLBACK,
            PostgresMetrics.DATABASE_BLKS_READ,
            PostgresMetrics.DATABASE_BLKS_HIT,
            PostgresMetrics.DATABASE_TUP_RETURNED,
            PostgresMetrics.DATABASE_TUP_FETCHED,
            PostgresMetrics.DATABASE_TUP_INSERTED,
            PostgresMetrics.DATABASE_TUP_UPDATED,
            PostgresMetrics.DATABASE_TUP_DELETED,
            PostgresMetrics.DATABASE_CONFLICTS,
            PostgresMetrics.DATABASE_DEADLOCKS,
            PostgresMetrics.DATABASE_TEMP_FILES,
            PostgresMetrics.DATABASE_TEMP_BYTES,
            PostgresMetrics.DATABASE_BLK_READ_TIME,
            PostgresMetrics.DATABASE_BLK_WRITE_TIME,
            PostgresServerMetrics.DATABASE_STATS_RESET,
            PostgresServerMetrics.DATABASE_ACTIVE_TIME);

    private final TargetLabels labels;

    DatabaseCollector(TargetLabels labels) {
        this.labels = labels;
    }

    @Override
    public String name() {
        return "stat_database";
    }

    @Override
    public void collect(Session session, Samples found) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            while (row.next()) {
                Labels database = labels.inDatabase(row.getString(2), "datid", row.getString(1));
                for (int i = 0; i < COLUMNS.size(); i++) {
                    found.add(COLUMNS.get(i), database, row.getDouble(3 + i));
                }
            }
        }
    }
}
