package io.sonde.exporter.postgres;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.PostgresSessionMetrics;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code pg_stat_activity}, read once for all that it tells: sessions by database, state and what they wait for, connections against the
 * limit, transactions that stay open, and, when somebody waits for a lock, who blocks whom. As with postgres_exporter there is a series
 * for each state of each database, 0 when no session is in it.
 */
final class ActivityCollector implements Collector {

    /** Names that clients choose, such as that of the application, must not make series without bound. */
    private static final int MAX_SERIES = 500;

    private static final int MAX_TRANSACTIONS = 20;
    private static final double LONG_SECONDS = 60;
    private static final String LIMIT = """
            SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
              16+: - current_setting('reserved_connections')::int
                   AS sonde_postgres_connections_limit
            """;

    private final TargetLabels labels;
    private final KnownQueries queries;
    private final SessionRows rows = new SessionRows();
    private final ConnectionCounts connections;
    private final ViewQuery limit;
    private final Blocking blocking;

    ActivityCollector(TargetLabels labels, KnownQueries queries) {
        this.labels = labels;
        this.queries = queries;
        this.connections = new ConnectionCounts(labels, SessionStates.STATES);
        this.limit = new ViewQuery(labels, LIMIT);
        this.blocking = new Blocking(labels, queries);
    }

    @Override
    public String name() {
        return "stat_activity";
    }

    @Override
    public void collect(Session session, Samples found) throws SQLException {
        SessionRows.Reading reading = rows.read(session);
        SessionStates.of(reading).add(labels, found);
        connections.collect(session, reading.rows(), found);
        transactions(reading, found);
        limit.read(session, found);
        blocking.collect(session, reading, found);
    }

    private void transactions(SessionRows.Reading reading, Samples found) {
        int running = 0;
        double oldest = 0;
        List<SessionRows.Row> open = new ArrayList<>();
        Map<Labels, Double> idle = new LinkedHashMap<>();
        for (SessionRows.Row row : reading.rows()) {
            if (row.transactionSeconds() > LONG_SECONDS && row.backendType().equals("client backend")) {
                running++;
                oldest = Math.max(oldest, row.transactionSeconds());
                open.add(row);
            }
            if (row.state().startsWith("idle in transaction") && idle.size() < MAX_SERIES) {
                Labels who =
                        labels.inDatabase(row.database(), "usename", row.user(), "application_name", row.application());
                idle.merge(who, row.stateSeconds(), Math::max);
            }
        }
        found.add(PostgresSessionMetrics.LONG_RUNNING, labels.base(), running);
        found.add(PostgresSessionMetrics.LONG_RUNNING_OLDEST, labels.base(), oldest);
        idle.forEach((who, seconds) -> found.add(PostgresSessionMetrics.IDLE_IN_TRANSACTION, who, seconds));
        open.sort(
                Comparator.comparingDouble(SessionRows.Row::transactionSeconds).reversed());
        Map<Labels, Double> longest = new LinkedHashMap<>();
        for (SessionRows.Row row : open.subList(0, Math.min(MAX_TRANSACTIONS, open.size()))) {
            String query = queries.label(row.serverQueryId(), row.query(), reading.shownBytes());
            queries.tell(query, found);
            Labels who = labels.inDatabase(
                    row.database(),
                    "usename",
                    row.user(),
                    "application_name",
                    row.application(),
                    io.sonde.core.metric.Labels.QUERY_ID,
                    query);
            longest.merge(who, row.transactionSeconds(), Math::max);
        }
        longest.forEach((who, seconds) -> found.add(PostgresSessionMetrics.LONG_TRANSACTION, who, seconds));
    }
}
