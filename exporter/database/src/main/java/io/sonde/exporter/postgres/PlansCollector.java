package io.sonde.exporter.postgres;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.StatementMetrics;
import io.sonde.core.metric.TargetMetrics;
import io.sonde.core.sql.Dialect;
import io.sonde.core.sql.Notation;
import io.sonde.core.sql.QueryId;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Reason;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Schedule;
import io.sonde.exporter.scrape.Scope;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.SkippedException;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The plans of the slowest queries of each database, from PostgreSQL 16 on: asked for, never executed, one at a time. */
final class PlansCollector implements Collector {

    /*
     * EXPLAIN (GENERIC_PLAN) takes a text with $1 in it as pg_stat_statements keeps it. The driver's usual way of sending it does not:
     * the server would then wait for a value of $1. Connections of rounds therefore send plain statements as they are
     * (PostgresLogin), where a text could hold two; so a text must be one statement, by our own reading, before it is sent, and the
     * session is read-only whatever it says. Texts are kept, because each reading of them makes the server read its whole file.
     */

    private static final int SINCE = 16;
    private static final int QUERIES = 20;
    private static final int MAX_TEXT = 64 * 1024;
    private static final int MAX_TEXTS = 2_000;
    private static final int MAX_SEEN = 200;
    private static final Pattern EXPLAINABLE = Pattern.compile(
            "\\s*+(?:\\(\\s*+)*+(?:select|insert|update|delete|merge|with|values)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final String NO_PRIVILEGE = "42501";

    private final String target;
    private final TargetLabels labels;
    private final KnownQueries queries;
    private final Plans plans;

    /** By the server's id; empty for texts that cannot be explained. The eldest goes. */
    private final Map<Long, String> texts = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
            return size() > MAX_TEXTS;
        }
    };

    /** What the server answered the last time, by its id of the query: mostly the same, and then not parsed again. The eldest goes. */
    private final Map<Long, Seen> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Seen> eldest) {
            return size() > MAX_SEEN;
        }
    };

    private record Seen(long hash, PlanShape shape) {}

    PlansCollector(String target, TargetLabels labels, KnownQueries queries, Plans plans) {
        this.target = target;
        this.labels = labels;
        this.queries = queries;
        this.plans = plans;
    }

    @Override
    public String name() {
        return "plans";
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
    public void collect(Session session, Samples found) throws SQLException, SkippedException {
        if (session.server().major() < SINCE) {
            found.add(TargetMetrics.SKIPPED_INFO, skipped(Reason.SERVER_TOO_OLD, ""), 1);
            return;
        }
        Connection connection = session.connection();
        String function = function(connection);
        if (function == null) {
            return;
        }
        // Where the statements are read anyway, the server need not make all of their rows once more.
        List<Long> slowest = queries.slowest(session.database(), 2 * QUERIES);
        if (slowest.isEmpty()) {
            slowest = slowest(connection, function);
        }
        readTexts(connection, function, slowest);
        boolean refused = false;
        Set<String> told = new HashSet<>();
        for (long serverId : slowest) {
            String text = texts.getOrDefault(serverId, "");
            String queryId = queries.label(serverId, text, Integer.MAX_VALUE);
            if (text.isEmpty() || queryId.isEmpty() || session.expired() || !told.add(queryId)) {
                continue;
            }
            try {
                PlanShape shape = explain(connection, serverId, text);
                double now = System.currentTimeMillis() / 1000.0;
                publish(plans.seen(new Plans.Key(target, session.database(), queryId), shape, now), found);
            } catch (SQLException e) {
                refused |= NO_PRIVILEGE.equals(e.getSQLState());
                if (!connection.isValid(1)) {
                    throw e;
                }
            } catch (RuntimeException e) {
                // What the server answered is no plan; there is none to show.
                texts.put(serverId, "");
            }
        }
        if (refused) {
            found.add(
                    TargetMetrics.SKIPPED_INFO,
                    skipped(Reason.PRIVILEGE_MISSING, "GRANT pg_read_all_data TO the role, or SELECT on the tables"),
                    1);
        }
    }

    private Labels skipped(Reason reason, String remedy) {
        return labels.with("collector", name(), "reason", reason.label(), "remedy", remedy);
    }

    /** The extension may be in another database of the server; its function shows all of them. */
    private static @Nullable String function(Connection connection) throws SQLException, SkippedException {
        try {
            return Extension.read(connection).function();
        } catch (SkippedException e) {
            // The statements' collector says so, where it matters.
            return null;
        }
    }

    private static List<Long> slowest(Connection connection, String function) throws SQLException {
        String sql = "SELECT queryid FROM " + function + "(false) s"
                + " WHERE dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())"
                + " AND queryid IS NOT NULL GROUP BY queryid ORDER BY sum(total_exec_time) DESC LIMIT " + 2 * QUERIES;
        List<Long> ids = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                ids.add(row.getLong(1));
            }
        }
        return ids;
    }

    private void readTexts(Connection connection, String function, List<Long> ids) throws SQLException {
        Set<Long> unknown = new HashSet<>(ids);
        unknown.removeAll(texts.keySet());
        if (unknown.isEmpty()) {
            return;
        }
        String sql = "SELECT queryid, min(query) FROM " + function + "(true) s WHERE queryid = ANY (?)"
                + " AND dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())"
                + " AND octet_length(query) <= " + MAX_TEXT + " GROUP BY queryid";
        unknown.forEach(id -> texts.put(id, ""));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("int8", unknown.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String text = row.getString(2);
                    if (text != null && isOneExplainable(text)) {
                        texts.put(row.getLong(1), text);
                    }
                }
            }
        }
    }

    static boolean isOneExplainable(String text) {
        return EXPLAINABLE.matcher(text).matches()
                && QueryId.next(text, 0, Dialect.POSTGRESQL, Notation.SERVER) >= text.length();
    }

    private PlanShape explain(Connection connection, long serverId, String text) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("EXPLAIN (GENERIC_PLAN, FORMAT JSON, COSTS OFF) " + text)) {
            if (!row.next()) {
                throw new SQLException("no plan");
            }
            String answer = row.getString(1);
            long hash = PlanShape.hash(answer);
            Seen before = seen.get(serverId);
            if (before != null && before.hash() == hash) {
                return before.shape();
            }
            PlanShape shape = PlanShape.of(answer);
            seen.put(serverId, new Seen(hash, shape));
            return shape;
        }
    }

    private void publish(Plans.Entry entry, Samples found) {
        String database = entry.key().database();
        String id = io.sonde.core.metric.Labels.QUERY_ID;
        String query = entry.key().queryId();
        found.add(
                StatementMetrics.PLAN_INFO,
                labels.inDatabase(database, id, query, "plan_id", entry.shape().id()),
                1);
        found.add(StatementMetrics.PLAN_CHANGES, labels.inDatabase(database, id, query), (double) entry.changes());
        queries.tell(query, found);
    }
}
