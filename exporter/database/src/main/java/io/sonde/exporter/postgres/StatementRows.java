package io.sonde.exporter.postgres;

import io.sonde.exporter.scrape.Reason;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.SkippedException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The counters of {@code pg_stat_statements}, read without the texts, which would make the server read its file of texts.
 *
 * @param hidden how many rows the role may not identify
 */
record StatementRows(List<Row> rows, int hidden) {

    /** What the server itself allows is mostly 5 000; this is where the exporter stops whatever the server allows. */
    static final int MAX_ROWS = 50_000;

    /** More at a time would be most of the garbage that this process makes. */
    private static final int FETCH_ROWS = 1_000;

    private static final String NOT_LOADED = "55000";

    /** One row: what it is, whose it is (empty for what is no more), and its counters in the order of {@link Counter#ALL}. */
    @SuppressWarnings("ArrayRecordComponent") // Rows are read, never compared.
    record Row(RowKey key, String user, String database, double[] counters) {}

    /** The server's ids of the statements with the most total time, that first. */
    List<Long> slowest(int limit) {
        Map<Long, Double> seconds = new HashMap<>();
        rows.forEach(row -> seconds.merge(row.key().serverQueryId(), row.counters()[Counter.SECONDS], Double::sum));
        return seconds.entrySet().stream()
                .sorted(Map.Entry.<Long, Double>comparingByValue().reversed())
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** @param before an earlier reading, whose objects are taken where nothing has changed: the siblings keep what they were told last */
    static StatementRows read(Session session, Extension extension, List<Row> before)
            throws SQLException, SkippedException {
        RowReader reader = new RowReader(before);
        // Prepared, so that the server sends numbers as they are, and not as text.
        try (PreparedStatement statement = session.connection().prepareStatement(query(extension))) {
            Portions.read(session.connection(), statement, FETCH_ROWS, reader::read);
            List<Row> rows = reader.rows();
            OwnerNames.read(session.connection(), rows).putInto(rows);
            return new StatementRows(rows, reader.hidden());
        } catch (SQLException e) {
            if (NOT_LOADED.equals(e.getSQLState())) {
                throw new SkippedException(
                        Reason.EXTENSION_NOT_LOADED,
                        "shared_preload_libraries = 'pg_stat_statements' in postgresql.conf, and a restart");
            }
            throw e;
        }
    }

    private static String query(Extension extension) {
        StringBuilder sql = new StringBuilder("SELECT ").append(extension.keyColumns());
        for (Counter counter : Counter.ALL) {
            sql.append(", ").append(counter.expression(extension.version()));
        }
        return sql.append(" FROM ")
                .append(extension.function())
                .append("(false) s LIMIT ")
                .append(MAX_ROWS)
                .toString();
    }
}
