package io.sonde.exporter.postgres;

import io.sonde.core.metric.TargetMetrics;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Reason;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Says of which collectors the server hides something from the role instead of refusing it, and the GRANT that shows it. */
final class PrivilegesCollector implements Collector {

    private static final String QUERY = """
            SELECT pg_has_role('pg_read_all_stats', 'USAGE'), pg_has_role('pg_read_all_settings', 'USAGE'),
                   quote_ident(current_user)
            """;

    /** Without it the server shows that others are there, and nothing of what they do. */
    private static final List<String> NEED_STATS =
            List.of("stat_activity", "stat_replication", "stat_wal_receiver", "replication", "progress", "database");

    private final TargetLabels labels;

    PrivilegesCollector(TargetLabels labels) {
        this.labels = labels;
    }

    @Override
    public String name() {
        return "privileges";
    }

    @Override
    public void collect(Session session, Samples found) throws SQLException {
        try (PreparedStatement statement = session.connection().prepareStatement(QUERY);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return;
            }
            String remedy = "GRANT pg_monitor TO " + row.getString(3);
            if (!row.getBoolean(1)) {
                NEED_STATS.forEach(collector -> tell(collector, remedy, found));
            }
            if (!row.getBoolean(2)) {
                tell("settings", remedy, found);
            }
        }
    }

    private void tell(String collector, String remedy, Samples found) {
        found.add(
                TargetMetrics.SKIPPED_INFO,
                labels.with("collector", collector, "reason", Reason.PRIVILEGE_MISSING.label(), "remedy", remedy),
                1);
    }
}
