package io.sonde.exporter.postgres;

import io.sonde.exporter.scrape.Session;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The sizes of the tables that are published. For one thread at a time. */
final class TableSizes {

    /*
     * To tell the size of a table with two indexes the server looks for some thirty files: of 300 tables that costs as much as the counters of a
     * thousand. A table that has counted nothing mostly has the size that it had. So each round asks for the tables that have counted
     * something since, whatever it was, and for a fifth of the others in turn: a transaction that goes on counts only when it ends, while its files grow. A
     * replica counts nothing of what it replays, so there all tables are asked for.
     */
    private static final int ROUNDS = 5;

    /*
     * What tells sizes opens the table, and waits for whoever holds it or stands in line for it: an ALTER TABLE, and behind it the
     * exporter, and behind it everybody. So a table that somebody has locked that way, or asked to lock, is left out, and because
     * that may have changed by the time it is opened, the session's lock_timeout ends the wait. Only tables that are published are
     * opened: the server keeps what it learns about a table it opened for as long as the session lives.
     */
    private static final String QUERY = TablesCollector.LOCKED + """
            SELECT c.oid::int8, pg_table_size(c.oid), pg_indexes_size(c.oid)
            FROM pg_catalog.pg_class c
            WHERE c.oid = ANY (?)
              AND NOT EXISTS (SELECT FROM locked l
                              WHERE l.relation IN (c.oid, c.reltoastrelid)
                                 OR l.relation IN (SELECT indexrelid FROM pg_catalog.pg_index
                                                   WHERE indrelid IN (c.oid, c.reltoastrelid)))
            """;

    private final Map<Key, Known> known;

    private record Key(String database, long id) {}

    /** What a table takes on disk, with its TOAST table, and what its indexes take. */
    record Size(double tableBytes, double indexBytes) {}

    /**
     * What was read of a table.
     *
     * @param counted what had been counted then
     * @param rounds in how many rounds it is asked for again, whatever it counts
     */
    private record Known(Size size, int counted, int rounds) {

        Known oneRoundLater() {
            return new Known(size, counted, rounds - 1);
        }
    }

    /** @param limit the most tables that are published, of all databases together; what is known of others is forgotten, the eldest first */
    TableSizes(int limit) {
        known = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
                return size() > limit;
            }
        };
    }

    /** The sizes of these tables by their ids, without those that are asked for and locked. */
    Map<Long, Size> of(Session session, TopView.Reading tables) throws SQLException {
        Map<Long, Size> sizes = new HashMap<>();
        Map<Long, Integer> asked = new LinkedHashMap<>();
        tables.chosen().forEach((id, table) -> {
            Key key = new Key(tables.database(), id);
            Known before = known.get(key);
            if (before == null) {
                asked.put(id, firstRounds(id));
            } else if (session.server().replica() || before.rounds() <= 1 || before.counted() != table.counted()) {
                asked.put(id, ROUNDS);
                known.remove(key);
            } else {
                known.put(key, before.oneRoundLater());
                sizes.put(id, before.size());
            }
        });
        if (!asked.isEmpty()) {
            ask(session.connection(), asked.keySet()).forEach((id, size) -> {
                int counted = Objects.requireNonNull(tables.chosen().get(id)).counted();
                known.put(new Key(tables.database(), id), new Known(size, counted, asked.getOrDefault(id, ROUNDS)));
                sizes.put(id, size);
            });
        }
        return sizes;
    }

    /** For tests. */
    int size() {
        return known.size();
    }

    /** Spreads tables that were first seen together over the rounds. */
    private static int firstRounds(long id) {
        return 1 + (int) Math.floorMod((id * 0x9E3779B97F4A7C15L) >>> 32, (long) ROUNDS);
    }

    private static Map<Long, Size> ask(Connection connection, Set<Long> ids) throws SQLException {
        Map<Long, Size> sizes = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setArray(1, connection.createArrayOf("oid", ids.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    double table = row.getDouble(2);
                    // Of a table that has been dropped meanwhile there is none.
                    if (!row.wasNull()) {
                        sizes.put(row.getLong(1), new Size(table, row.getDouble(3)));
                    }
                }
            }
        }
        return sizes;
    }
}
