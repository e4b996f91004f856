package io.sonde.exporter.postgres;

import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.SkippedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The texts of a server's slow statements, as {@code pg_stat_statements} has them, to be explained.
 *
 * <p>Any thread may call it; who comes while texts are read waits for that, as long as its time lasts.
 */
final class SlowTexts {

    /*
     * Whatever texts are asked for, the server reads its whole file of texts. So who misses one reads those that all siblings will miss, and
     * keeps them; and if that was a moment ago, does without until the next round.
     */

    private static final int MAX_TEXT_BYTES = 64 * 1024;
    private static final int MAX_TEXTS = 20_000;
    private static final int MAX_CHARACTERS = 16 * 1024 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    /** Empty for those without one that can be used. The eldest goes. */
    private final Map<Key, String> texts = new LinkedHashMap<>();

    private final long intervalNanos;
    private long characters;
    private boolean readBefore;
    private long lastReadNanos;

    private record Key(String database, long serverQueryId) {}

    /** With none read yet. */
    SlowTexts(Duration interval) {
        this.intervalNanos = interval.toNanos();
    }

    /**
     * The texts of these statements of the session's database, by the server's id; empty for what has none, or none yet.
     *
     * @param others what will be asked for in each database, if something has to be read
     */
    Map<Long, String> of(Session session, Extension extension, List<Long> ids, Supplier<Map<String, List<Long>>> others)
            throws SQLException, SkippedException {
        ServerStatements.enter(lock, session);
        try {
            Set<Key> missing = missing(session.database(), ids);
            long now = System.nanoTime();
            if (!missing.isEmpty() && (!readBefore || now - lastReadNanos >= intervalNanos)) {
                readBefore = true;
                lastReadNanos = now;
                Map<String, List<Long>> wanted = others.get();
                wanted.forEach((database, slowest) -> missing.addAll(missing(database, slowest)));
                retain(wanted);
                read(session.connection(), extension, missing);
            }
            Map<Long, String> found = new HashMap<>();
            ids.forEach(id -> found.put(id, texts.getOrDefault(new Key(session.database(), id), "")));
            return found;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets the texts of statements that are not slow any more, compared with others of their database. */
    private void retain(Map<String, List<Long>> wanted) {
        Set<Key> slow = new HashSet<>();
        wanted.forEach((database, ids) -> ids.forEach(id -> slow.add(new Key(database, id))));
        for (Iterator<Map.Entry<Key, String>> all = texts.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Key, String> each = all.next();
            if (wanted.containsKey(each.getKey().database()) && !slow.contains(each.getKey())) {
                characters -= each.getValue().length();
                all.remove();
            }
        }
    }

    private Set<Key> missing(String database, List<Long> ids) {
        Set<Key> missing = new LinkedHashSet<>();
        for (long id : ids) {
            Key key = new Key(database, id);
            if (!texts.containsKey(key)) {
                missing.add(key);
            }
        }
        return missing;
    }

    private void read(Connection connection, Extension extension, Set<Key> missing) throws SQLException {
        String sql = "SELECT d.datname, s.queryid, min(s.query) FROM " + extension.function()
                + "(true) s JOIN pg_catalog.pg_database d ON d.oid = s.dbid"
                + " WHERE (d.datname, s.queryid) IN (SELECT * FROM unnest(?, ?)) AND octet_length(s.query) <= "
                + MAX_TEXT_BYTES + " GROUP BY d.datname, s.queryid";
        Map<Key, String> read = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            List<String> databases = new ArrayList<>();
            List<Long> ids = new ArrayList<>();
            for (Key key : missing) {
                databases.add(key.database());
                ids.add(key.serverQueryId());
            }
            statement.setArray(1, connection.createArrayOf("text", databases.toArray()));
            statement.setArray(2, connection.createArrayOf("int8", ids.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String text = row.getString(3);
                    read.put(new Key(row.getString(1), row.getLong(2)), text == null ? "" : text);
                }
            }
        }
        missing.forEach(key -> put(key, read.getOrDefault(key, "")));
    }

    private void put(Key key, String text) {
        texts.put(key, text);
        characters += text.length();
        Iterator<String> eldest = texts.values().iterator();
        while (texts.size() > MAX_TEXTS || characters > MAX_CHARACTERS) {
            characters -= eldest.next().length();
            eldest.remove();
        }
    }
}
