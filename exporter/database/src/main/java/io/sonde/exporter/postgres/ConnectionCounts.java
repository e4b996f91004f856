package io.sonde.exporter.postgres;

import io.sonde.core.metric.PostgresSessionMetrics;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Connections of the whole server by state, which share one limit, and how far back vacuum must keep rows for any of them. */
final class ConnectionCounts {

    /** For a target that is one of a server's databases, and does not read the sessions of the others. */
    private static final String QUERY = """
            SELECT coalesce(a.state, ''), count(*) FILTER (WHERE a.backend_type = 'client backend'),
                   coalesce(max(greatest(age(a.backend_xmin), age(a.backend_xid))), 0)
            FROM pg_stat_get_activity(NULL) a
            GROUP BY 1
            """;

    private static final String CLIENT = "client backend";

    private final TargetLabels labels;
    private final List<String> states;

    /** @param states those that are shown even when no session is in them */
    ConnectionCounts(TargetLabels labels, List<String> states) {
        this.labels = labels;
        this.states = states;
    }

    /** @param told those of the databases that the target tells of */
    void collect(Session session, List<SessionRows.Row> told, Samples found) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        states.forEach(state -> counts.put(state, 0L));
        double horizon = 0;
        if (session.coverage().all()) {
            for (SessionRows.Row row : told) {
                horizon = Math.max(horizon, row.horizonAge());
                if (row.backendType().equals(CLIENT)) {
                    add(counts, row.state(), 1);
                }
            }
        } else {
            try (PreparedStatement statement = session.connection().prepareStatement(QUERY);
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    horizon = Math.max(horizon, row.getDouble(3));
                    if (row.getLong(2) > 0) {
                        add(counts, row.getString(1), row.getLong(2));
                    }
                }
            }
        }
        counts.forEach(
                (state, count) -> found.add(PostgresSessionMetrics.CONNECTIONS, labels.with("state", state), count));
        found.add(PostgresSessionMetrics.XID_HORIZON_AGE, labels.base(), horizon);
    }

    /** A role that may not see the states of others sees none. */
    private static void add(Map<String, Long> counts, String state, long sessions) {
        counts.merge(state.isEmpty() ? "unknown" : state, sessions, Long::sum);
    }
}
