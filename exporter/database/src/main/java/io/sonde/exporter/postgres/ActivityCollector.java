package io.sonde.exporter.postgres;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.PostgresMetrics;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code pg_stat_activity}: sessions by database, state and what they wait for. As with postgres_exporter there is a series for each
 * state of each database, 0 when no session is in it.
 */
final class ActivityCollector implements Collector {

    /** Names that clients choose, such as that of the application, must not make series without bound. */
    private static final int MAX_SERIES = 500;

    private static final String OTHER = "other";

    private static final String QUERY = """
            SELECT d.datname, s.state, a.usename, a.application_name, a.backend_type, a.wait_event_type, a.wait_event,
                   coalesce(a.sessions, 0), coalesce(a.oldest, 0)
            FROM pg_catalog.pg_database d
            CROSS JOIN unnest(ARRAY['active', 'idle', 'idle in transaction', 'idle in transaction (aborted)',
                                    'fastpath function call', 'disabled']) AS s(state)
            LEFT JOIN (
              SELECT datname, state, usename, application_name, backend_type, wait_event_type, wait_event,
                     count(*) AS sessions, max(extract(epoch FROM clock_timestamp() - xact_start))::float8 AS oldest
              FROM pg_catalog.pg_stat_activity
              WHERE datname IS NOT NULL
              GROUP BY 1, 2, 3, 4, 5, 6, 7
            ) AS a ON a.datname = d.datname AND a.state = s.state
            ORDER BY 8 DESC
            """;

    private static final class Group {
        double sessions;
        double oldestSeconds;
    }

    private final TargetLabels labels;

    ActivityCollector(TargetLabels labels) {
        this.labels = labels;
    }

    @Override
    public String name() {
        return "stat_activity";
    }

    @Override
    public void collect(Session session, Samples found) throws SQLException {
        Map<Labels, Group> groups = new LinkedHashMap<>();
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            while (row.next()) {
                Group group = groups.computeIfAbsent(labels(row, groups.size() >= MAX_SERIES), l -> new Group());
                group.sessions += row.getDouble(8);
                group.oldestSeconds = Math.max(group.oldestSeconds, row.getDouble(9));
            }
        }
        groups.forEach((series, group) -> {
            found.add(PostgresMetrics.ACTIVITY_COUNT, series, group.sessions);
            found.add(PostgresMetrics.ACTIVITY_MAX_TX_DURATION, series, group.oldestSeconds);
        });
    }

    private Labels labels(ResultSet row, boolean folded) throws SQLException {
        boolean session = row.getString(5) != null;
        return labels.inDatabase(
                row.getString(1),
                "state",
                row.getString(2),
                "usename",
                folded && session ? OTHER : text(row, 3),
                "application_name",
                folded && session ? OTHER : text(row, 4),
                "backend_type",
                text(row, 5),
                "wait_event_type",
                text(row, 6),
                "wait_event",
                folded && session ? OTHER : text(row, 7));
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }
}
