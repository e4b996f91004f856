package io.sonde.exporter.postgres;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.PostgresSessionMetrics;
import io.sonde.core.series.StickyTop;
import io.sonde.exporter.scrape.Coverage;
import io.sonde.exporter.scrape.Sampler;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What sessions were doing, by database, wait event and query: a look each second, each active session of which stands for the time since
 * the last one. The rate of the counters is how many sessions were active on average.
 *
 * <p>The queries with the most time have series of their own; what the others did meanwhile is {@code query_id="other"} of the same wait
 * event, so that a wait event's total is never cut.
 */
final class ActiveSessions implements Sampler<List<ActiveSessions.Seen>> {

    /*
     * Reads the function below pg_stat_activity, without the view's joins. Background processes that wait for work count as idle;
     * parallel workers and autovacuum do work. The exporter's own sessions are left out: they would be the most regular of all.
     */
    private static final String QUERY = """
            SELECT d.datname, coalesce(a.wait_event_type, ''), coalesce(a.wait_event, ''), a.query_id, a.query,
                   pg_size_bytes(current_setting('track_activity_query_size')), count(*)
            FROM pg_stat_get_activity(NULL) a
            JOIN pg_catalog.pg_database d ON d.oid = a.datid
            WHERE a.state = 'active' AND a.application_name <> 'sonde-exporter' AND a.pid <> pg_backend_pid()
            GROUP BY 1, 2, 3, 4, 5, 6
            LIMIT 2000
            """;

    private static final int PUBLISHED_QUERIES = 100;
    private static final double STICKINESS = 1.2;

    /** Databases, wait events and queries together; beyond, the least are given up unless they are published. */
    private static final int MAX_KEYS = 5_000;

    private static final int LOOKS_BETWEEN_CHOICES = 10;

    private static final String OTHER = io.sonde.core.metric.Labels.OTHER;

    /**
     * Sessions that do the same.
     *
     * @param query null when the role may not see it
     * @param shownBytes how many bytes of it the server shows
     */
    record Seen(
            String database,
            String waitEventType,
            String waitEvent,
            long serverQueryId,
            @Nullable String query,
            int shownBytes,
            long sessions) {}

    private record Key(String database, String waitEventType, String waitEvent, String query) {

        Key of(String other) {
            return new Key(database, waitEventType, waitEvent, other);
        }
    }

    private final TargetLabels labels;
    private final KnownQueries queries;
    private final Map<Key, Sum> seconds = new HashMap<>();
    private final Map<Key, Sum> others = new HashMap<>();
    private final StickyTop<String> top =
            new StickyTop<>(PUBLISHED_QUERIES, STICKINESS, Comparator.<String>naturalOrder());
    private Set<String> published = Set.of();
    private long looks;

    /** Keeps its labels, because every scrape shows it. */
    private static final class Sum {
        final Labels series;
        double seconds;

        Sum(Labels series) {
            this.series = series;
        }
    }

    ActiveSessions(TargetLabels labels, KnownQueries queries) {
        this.labels = labels;
        this.queries = queries;
    }

    @Override
    public String name() {
        return "active_sessions";
    }

    @Override
    public List<Seen> look(Session session) throws SQLException {
        List<Seen> all = new ArrayList<>();
        try (PreparedStatement statement = session.connection().prepareStatement(QUERY);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                all.add(new Seen(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getString(5),
                        row.getInt(6),
                        row.getLong(7)));
            }
        }
        return all;
    }

    @Override
    public void count(List<Seen> seen, Coverage coverage, double lookSeconds) {
        Map<Key, Long> active = new HashMap<>();
        for (Seen each : seen) {
            if (coverage.includes(each.database())) {
                String query = queries.label(each.serverQueryId(), each.query(), each.shownBytes());
                Key key = new Key(each.database(), each.waitEventType(), each.waitEvent(), query);
                active.merge(key, each.sessions(), Long::sum);
            }
        }
        looks++;
        active.forEach((key, sessions) -> count(key, sessions * lookSeconds));
        if (seconds.size() > MAX_KEYS) {
            giveUpLeast();
        }
        if (looks % LOOKS_BETWEEN_CHOICES == 1) {
            choose();
        }
    }

    private void count(Key key, double more) {
        add(seconds, key, more);
        // A query without an id is of no use to rank, and one series more at most for each wait event.
        if (!key.query().isEmpty() && !published.contains(key.query())) {
            if (published.size() < PUBLISHED_QUERIES) {
                Set<String> now = new HashSet<>(published);
                now.add(key.query());
                published = now;
            } else {
                add(others, key.of(OTHER), more);
            }
        }
    }

    private void add(Map<Key, Sum> sums, Key key, double more) {
        sums.computeIfAbsent(key, k -> new Sum(series(k))).seconds += more;
    }

    private Labels series(Key key) {
        return labels.inDatabase(
                key.database(),
                "wait_event_type",
                key.waitEventType(),
                "wait_event",
                key.waitEvent(),
                io.sonde.core.metric.Labels.QUERY_ID,
                key.query());
    }

    /** What is given up was not published, and is in the others as long as it was not. */
    private void giveUpLeast() {
        double[] sums = seconds.entrySet().stream()
                .filter(entry -> isUnpublished(entry.getKey()))
                .mapToDouble(entry -> entry.getValue().seconds)
                .sorted()
                .toArray();
        double least = sums.length == 0 ? 0 : sums[sums.length / 2];
        for (Iterator<Map.Entry<Key, Sum>> all = seconds.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Key, Sum> entry = all.next();
            if (isUnpublished(entry.getKey()) && entry.getValue().seconds <= least) {
                all.remove();
            }
        }
    }

    private boolean isUnpublished(Key key) {
        return !key.query().isEmpty() && !published.contains(key.query());
    }

    @Override
    public void report(Samples found) {
        seconds.forEach((key, sum) -> {
            if (!isUnpublished(key)) {
                found.add(PostgresSessionMetrics.ACTIVE_SECONDS, sum.series, sum.seconds);
            }
        });
        others.values().forEach(sum -> found.add(PostgresSessionMetrics.ACTIVE_SECONDS, sum.series, sum.seconds));
        published.forEach(query -> queries.tell(query, found));
        found.add(PostgresSessionMetrics.ACTIVITY_SAMPLES, labels.base(), (double) looks);
    }

    private void choose() {
        Map<String, Double> byQuery = new HashMap<>();
        seconds.forEach((key, sum) -> {
            if (!key.query().isEmpty()) {
                byQuery.merge(key.query(), sum.seconds, Double::sum);
            }
        });
        published = top.choose(byQuery.keySet(), query -> byQuery.getOrDefault(query, 0.0));
    }
}
