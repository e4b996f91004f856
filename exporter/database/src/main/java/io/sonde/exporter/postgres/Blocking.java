package io.sonde.exporter.postgres;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.PostgresSessionMetrics;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Who waits for a lock, for how long, and for whom. Asks the server only when somebody does wait. */
final class Blocking {

    /*
     * pg_blocking_pids() stops the lock manager for a moment, so it is asked for sessions that wait, for the first hundred of them, and
     * never when nobody does. A root is who blocks others and does not wait; with a cycle of the hundred there is none.
     */
    private static final String QUERY = """
            SELECT w.pid, w.datname, w.usename, w.query_id, w.query,
                   extract(epoch FROM clock_timestamp() - coalesce(l.since, w.state_change))::float8,
                   b.pid, a.usename, a.application_name, coalesce(a.state, CASE b.pid WHEN 0 THEN 'prepared transaction' END),
                   a.query_id, a.query
            FROM (SELECT * FROM pg_catalog.pg_stat_activity WHERE wait_event_type = 'Lock' ORDER BY state_change LIMIT 100) AS w
            LEFT JOIN (SELECT pid, min(waitstart) AS since FROM pg_catalog.pg_locks WHERE NOT granted GROUP BY pid) AS l
              ON l.pid = w.pid
            CROSS JOIN LATERAL (SELECT DISTINCT unnest(pg_blocking_pids(w.pid)) AS pid) AS b
            LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid
            """;

    private static final int MAX_PAIRS = 50;

    private final TargetLabels labels;
    private final KnownQueries queries;

    Blocking(TargetLabels labels, KnownQueries queries) {
        this.labels = labels;
        this.queries = queries;
    }

    private static final class Found {
        final Set<Integer> blocked = new HashSet<>();
        final Map<String, Set<Integer>> waiting = new HashMap<>();
        final Map<String, Set<Integer>> blockers = new HashMap<>();
        final Map<String, Double> longest = new HashMap<>();
        final Set<String> queries = new HashSet<>();
        final Map<Labels, Double> pairs = new LinkedHashMap<>();
    }

    void collect(Session session, SessionRows.Reading reading, Samples samples) throws SQLException {
        Found found = new Found();
        if (reading.rows().stream().anyMatch(row -> row.waitEventType().equals("Lock"))) {
            read(session, reading.shownBytes(), found);
        }
        for (String database : reading.databases()) {
            Labels series = labels.inDatabase(database);
            Set<Integer> roots = new HashSet<>(found.blockers.getOrDefault(database, Set.of()));
            roots.removeAll(found.blocked);
            samples.add(
                    PostgresSessionMetrics.BLOCKED,
                    series,
                    found.waiting.getOrDefault(database, Set.of()).size());
            samples.add(PostgresSessionMetrics.BLOCKED_LONGEST, series, found.longest.getOrDefault(database, 0.0));
            samples.add(PostgresSessionMetrics.ROOT_BLOCKERS, series, roots.size());
        }
        found.queries.forEach(query -> queries.tell(query, samples));
        found.pairs.forEach((pair, seconds) -> samples.add(PostgresSessionMetrics.BLOCKING, pair, seconds));
    }

    private void read(Session session, int shownBytes, Found found) throws SQLException {
        try (PreparedStatement statement = session.connection().prepareStatement(QUERY);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                String database = text(row, 2);
                double seconds = Math.max(0, row.getDouble(6));
                found.blocked.add(row.getInt(1));
                found.waiting.computeIfAbsent(database, d -> new HashSet<>()).add(row.getInt(1));
                found.blockers.computeIfAbsent(database, d -> new HashSet<>()).add(row.getInt(7));
                found.longest.merge(database, seconds, Math::max);
                String blockedId = queries.label(row.getLong(4), row.getString(5), shownBytes);
                String blockingId = queries.label(row.getLong(11), row.getString(12), shownBytes);
                Labels pair = labels.inDatabase(
                        database,
                        "blocked_query_id",
                        blockedId,
                        "blocked_user",
                        text(row, 3),
                        "blocking_query_id",
                        blockingId,
                        "blocking_user",
                        text(row, 8),
                        "blocking_application",
                        text(row, 9),
                        "blocking_state",
                        text(row, 10));
                if (found.pairs.size() < MAX_PAIRS || found.pairs.containsKey(pair)) {
                    found.pairs.merge(pair, seconds, Math::max);
                    found.queries.add(blockedId);
                    found.queries.add(blockingId);
                }
            }
        }
    }

    private static String text(ResultSet row, int column) throws SQLException {
        return Objects.toString(row.getString(column), "");
    }
}
