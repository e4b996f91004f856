package io.sonde.exporter.postgres;

import io.sonde.core.metric.PostgresServerMetrics;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** {@code pg_locks}: locks by database and mode, 0 included. */
final class LocksCollector implements Collector {

    private static final String QUERY = """
            SELECT d.datname, m.mode, count(l.locktype)
            FROM pg_catalog.pg_database d
            CROSS JOIN unnest(ARRAY['accesssharelock', 'rowsharelock', 'rowexclusivelock', 'shareupdateexclusivelock', 'sharelock',
                                    'sharerowexclusivelock', 'exclusivelock', 'accessexclusivelock', 'sireadlock']) AS m(mode)
            LEFT JOIN pg_catalog.pg_locks l ON l.database = d.oid AND lower(l.mode) = m.mode
            WHERE {told:d.datname}
            GROUP BY d.datname, m.mode
            """;

    private final TargetLabels labels;
    private final Covered covered = new Covered();

    LocksCollector(TargetLabels labels) {
        this.labels = labels;
    }

    @Override
    public String name() {
        return "locks";
    }

    @Override
    public void collect(Session session, Samples found) throws SQLException {
        try (PreparedStatement statement =
                        session.connection().prepareStatement(covered.sql(QUERY, session.coverage()));
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(
                        PostgresServerMetrics.LOCKS_COUNT,
                        labels.inDatabase(row.getString(1), "mode", row.getString(2)),
                        row.getDouble(3));
            }
        }
    }
}
