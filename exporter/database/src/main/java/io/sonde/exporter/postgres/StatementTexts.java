package io.sonde.exporter.postgres;

import io.sonde.core.sql.Dialect;
import io.sonde.core.sql.Notation;
import io.sonde.core.sql.Query;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which query a row of {@code pg_stat_statements} is: its text's query id. Reads texts only when there are rows whose text is not known,
 * and then no more often than allowed.
 *
 * <p>{@link #update} is called by one thread at a time, the other methods by any, also meanwhile.
 */
final class StatementTexts {

    /*
     * Whatever texts are asked for, the server reads its whole file of texts and copies them into a temporary result. So rows wait for
     * their text a little; what they count until then is counted when they have it, because a row is accounted for only once its
     * query is known, and then with all that it has counted.
     */

    /** Longer ones are not fetched: their id needs the whole text, and a few of them would fill this process's memory. */
    private static final int MAX_TEXT_BYTES = 256 * 1024;

    /** A row whose text the server has lost is asked for again after this. */
    private static final long RETRY_NANOS = Duration.ofMinutes(1).toNanos();

    private static final int FETCH_ROWS = 200;

    /** Why a row is not counted. */
    enum Missing {
        TEXT_PENDING,
        TEXT_LOST,
        TEXT_TOO_LONG
    }

    private record Refusal(Missing why, long retryNanos) {}

    private final QueryTexts texts;
    private final long intervalNanos;
    private final Map<RowKey, Long> queryIds = new ConcurrentHashMap<>();
    private final Map<RowKey, Refusal> refused = new ConcurrentHashMap<>();
    private final Set<Long> wanted = ConcurrentHashMap.newKeySet();
    private boolean readBefore;
    private long lastReadNanos;

    StatementTexts(QueryTexts texts, Duration interval) {
        this.texts = texts;
        this.intervalNanos = interval.toNanos();
    }

    /** The query id of the row, or null when it is not known. */
    @Nullable
    Long queryId(RowKey row) {
        return queryIds.get(row);
    }

    /** Why {@link #queryId} does not know the row. */
    Missing missing(RowKey row) {
        Refusal refusal = refused.get(row);
        return refusal == null ? Missing.TEXT_PENDING : refusal.why();
    }

    /** The query, to be shown; null when its text was forgotten, and then it is read again at the next occasion. */
    @Nullable
    Query query(long queryId) {
        Query query = texts.get(queryId);
        if (query == null) {
            wanted.add(queryId);
        }
        return query;
    }

    /** Whether {@link #update} may have something to read for one of these. */
    boolean misses(List<StatementRows.Row> rows) {
        long now = System.nanoTime();
        for (StatementRows.Row row : rows) {
            if (isUnknown(row.key(), now)) {
                return true;
            }
        }
        return false;
    }

    /** Reads the texts of new rows, unless that was done a moment ago, and forgets rows that are gone. */
    void update(Connection connection, Extension extension, List<StatementRows.Row> rows) throws SQLException {
        long now = System.nanoTime();
        if (readBefore && now - lastReadNanos < intervalNanos) {
            return;
        }
        Map<RowKey, RowKey> unknown = new HashMap<>();
        for (StatementRows.Row row : rows) {
            if (isUnknown(row.key(), now)) {
                unknown.put(row.key(), row.key());
            }
        }
        if (queryIds.size() + refused.size() + unknown.size() > rows.size()) {
            forget(rows);
        }
        if (!unknown.isEmpty()) {
            // Set first: what failed once would mostly fail for each of the siblings too.
            readBefore = true;
            lastReadNanos = now;
            wanted.clear();
            read(connection, extension, unknown, now);
        }
    }

    private void forget(List<StatementRows.Row> rows) {
        Set<RowKey> present = new HashSet<>();
        rows.forEach(row -> present.add(row.key()));
        queryIds.keySet().retainAll(present);
        refused.keySet().retainAll(present);
    }

    private boolean isUnknown(RowKey row, long now) {
        Long queryId = queryIds.get(row);
        if (queryId != null) {
            return wanted.contains(queryId);
        }
        Refusal refusal = refused.get(row);
        return refusal == null || (refusal.why() == Missing.TEXT_LOST && now - refusal.retryNanos() >= 0);
    }

    /** @param unknown by themselves, so that what is kept of them is the object that is there already */
    private void read(Connection connection, Extension extension, Map<RowKey, RowKey> unknown, long now)
            throws SQLException {
        String sql = "SELECT " + extension.keyColumns()
                + ", octet_length(s.query), CASE WHEN octet_length(s.query) <= ? THEN s.query END FROM "
                + extension.function() + "(true) s WHERE s.queryid = ANY (?) AND s.dbid = ANY (?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, MAX_TEXT_BYTES);
            statement.setArray(2, connection.createArrayOf("int8", serverQueryIds(unknown.keySet())));
            statement.setArray(3, connection.createArrayOf("oid", databases(unknown.keySet())));
            Portions.read(connection, statement, FETCH_ROWS, row -> {
                RowKey key = unknown.get(Extension.key(row));
                if (key != null) {
                    learn(key, row.getObject(6) != null, row.getString(7), now);
                }
            });
        }
    }

    private static Object[] serverQueryIds(Set<RowKey> rows) {
        Set<Long> ids = new HashSet<>();
        rows.forEach(row -> ids.add(row.serverQueryId()));
        return ids.toArray();
    }

    /** Databases that are copies of each other have queries of the same id. */
    private static Object[] databases(Set<RowKey> rows) {
        Set<Long> databases = new HashSet<>();
        rows.forEach(row -> databases.add(row.databaseId()));
        return databases.toArray();
    }

    private void learn(RowKey key, boolean exists, @Nullable String text, long now) {
        if (text == null) {
            refused.put(key, new Refusal(exists ? Missing.TEXT_TOO_LONG : Missing.TEXT_LOST, now + RETRY_NANOS));
            return;
        }
        Query query = Query.describe(text, Dialect.POSTGRESQL, Notation.SERVER, QueryTexts.MAX_TEXT_BYTES);
        texts.put(query);
        queryIds.put(key, query.id());
        refused.remove(key);
    }
}
