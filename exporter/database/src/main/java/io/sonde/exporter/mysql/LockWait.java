package io.sonde.exporter.mysql;

import io.sonde.core.metric.MysqlServerMetrics;
import io.sonde.core.sql.Dialect;
import io.sonde.core.sql.Notation;
import io.sonde.core.sql.QueryId;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session that waits for a lock that another one has.
 *
 * @param waiting the thread that waits, by the server's number
 * @param waitingQuery the id of what it wants to do; empty when unknown
 * @param blocking the thread that has the lock; 0 when unknown
 * @param blockingQuery the id of what that one is doing; empty when it is idle
 */
record LockWait(
        double seconds,
        String schema,
        String table,
        long waiting,
        String waitingQuery,
        long blocking,
        String blockingQuery,
        String blockingUser) {

    private static final int MOST = 20;
    private static final long UNKNOWN = 0;

    /** From the columns seconds, schema, table, waiting thread and text, blocking thread, text and user. */
    static LockWait read(ResultSet row) throws SQLException {
        return new LockWait(
                Math.max(0, row.getDouble(1)),
                text(row.getString(2)),
                text(row.getString(3)),
                row.getLong(4),
                id(row.getString(5)),
                row.getLong(6),
                id(row.getString(7)),
                text(row.getString(8)));
    }

    /** Adds what is to be known of the waits for one kind of lock. */
    static void publish(String lock, List<LockWait> waits, TargetLabels labels, Samples found) {
        Set<Long> waiting = new HashSet<>();
        waits.forEach(wait -> waiting.add(wait.waiting()));
        Set<Long> roots = new HashSet<>();
        double longest = 0;
        boolean known = true;
        for (LockWait wait : waits) {
            longest = Math.max(longest, wait.seconds());
            known &= wait.blocking() != UNKNOWN;
            if (!waiting.contains(wait.blocking())) {
                roots.add(wait.blocking());
            }
        }
        var named = labels.with("lock", lock);
        found.add(MysqlServerMetrics.LOCK_WAITING, named, waiting.size());
        found.add(MysqlServerMetrics.LOCK_LONGEST, named, longest);
        if (known) {
            found.add(MysqlServerMetrics.LOCK_ROOT_BLOCKERS, named, roots.size());
        }
        pairs(waits).values().stream()
                .sorted(Comparator.comparingDouble(LockWait::seconds).reversed())
                .limit(MOST)
                .forEach(wait -> found.add(MysqlServerMetrics.LOCK_WAIT, wait.labels(lock, labels), wait.seconds()));
    }

    /** A session may wait for several locks of another one. */
    private static Map<List<Long>, LockWait> pairs(List<LockWait> waits) {
        Map<List<Long>, LockWait> pairs = new LinkedHashMap<>();
        for (LockWait wait : waits) {
            pairs.merge(
                    List.of(wait.waiting(), wait.blocking()),
                    wait,
                    (one, two) -> one.seconds() >= two.seconds() ? one : two);
        }
        return pairs;
    }

    private io.prometheus.metrics.model.snapshots.Labels labels(String lock, TargetLabels labels) {
        return labels.with(
                "lock", lock,
                "schema", schema,
                "table", table,
                "query_id", waitingQuery,
                "blocking_query_id", blockingQuery,
                "blocking_user", blockingUser,
                "blocking_thread", blocking == UNKNOWN ? "" : Long.toString(blocking),
                "waiting_thread", Long.toString(waiting));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** What a session is running, as its client sent it. A text that the server shows only the beginning of has no id. */
    private static String id(@Nullable String sql) {
        return sql == null || sql.isEmpty() || sql.length() >= 1_024
                ? ""
                : QueryId.format(QueryId.of(sql, Dialect.MYSQL, Notation.JDBC));
    }
}
