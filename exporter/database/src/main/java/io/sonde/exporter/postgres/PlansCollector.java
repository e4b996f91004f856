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
import io.sonde.exporter.scrape.Siblings;
import io.sonde.exporter.scrape.SkippedException;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
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
     * session is read-only whatever it says.
     */

    private static final int SINCE = 16;
    private static final int QUERIES = 20;
    private static final int MAX_SEEN = 200;
    private static final Pattern EXPLAINABLE = Pattern.compile(
            "\\s*+(?:\\(\\s*+)*+(?:select|insert|update|delete|merge|with|values)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final String NO_PRIVILEGE = "42501";

    private final String target;
    private final TargetLabels labels;
    private final KnownQueries queries;
    private final Plans plans;
    private final QueryTexts queryTexts;
    private final Duration textsInterval;
    private final Siblings.Member member;

    /** What the server answered the last time, by its id of the query: mostly the same, and then not parsed again. The eldest goes. */
    private final Map<Long, Seen> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Seen> eldest) {
            return size() > MAX_SEEN;
        }
    };

    /** Which texts can be explained, by the server's id. The eldest goes. */
    private final Map<Long, Boolean> explainable = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > MAX_SEEN;
        }
    };

    private record Seen(long hash, PlanShape shape) {}

    PlansCollector(
            String target,
            TargetLabels labels,
            KnownQueries queries,
            Plans plans,
            QueryTexts queryTexts,
            Duration textsInterval,
            Siblings.Member member) {
        this.target = target;
        this.labels = labels;
        this.queries = queries;
        this.plans = plans;
        this.queryTexts = queryTexts;
        this.textsInterval = textsInterval;
        this.member = member;
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
        Extension extension = extension(connection);
        if (extension == null) {
            return;
        }
        ServerStatements statements = ServerStatements.of(member, session, extension, queryTexts, textsInterval);
        // Where the statements are read anyway, the server need not make all of their rows once more.
        List<Long> slowest = statements.slowest(session.database(), 2 * QUERIES);
        if (slowest.isEmpty()) {
            slowest = slowest(connection, extension);
        }
        Map<Long, String> texts = statements.slowTexts(session, extension, slowest, 2 * QUERIES);
        boolean refused = false;
        Set<String> told = new HashSet<>();
        for (long serverId : slowest) {
            String text = texts.getOrDefault(serverId, "");
            String queryId = queries.label(serverId, text, Integer.MAX_VALUE);
            if (text.isEmpty() || queryId.isEmpty() || session.expired() || !isExplainable(serverId, text)) {
                continue;
            }
            if (told.size() == QUERIES) {
                break;
            }
            if (!told.add(queryId)) {
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
                explainable.put(serverId, false);
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

    private static @Nullable Extension extension(Connection connection) throws SQLException {
        try {
            return Extension.read(connection);
        } catch (SkippedException e) {
            // The statements' collector says so, where it matters.
            return null;
        }
    }

    private static List<Long> slowest(Connection connection, Extension extension) throws SQLException {
        String sql = "SELECT queryid FROM " + extension.function() + "(false) s"
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

    private boolean isExplainable(long serverId, String text) {
        return explainable.computeIfAbsent(serverId, id -> isOneExplainable(text));
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
