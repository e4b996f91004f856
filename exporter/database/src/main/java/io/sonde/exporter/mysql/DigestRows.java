package io.sonde.exporter.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The counters of all digests, without their texts. */
final class DigestRows {

    static final int MAX_ROWS = 50_000;

    /** The digest of the row in which a server counts all for which it has no room. */
    static final String ALL_OTHERS = "";

    /** One row. {@code firstSeen} tells a row that was evicted and came back from the one before. */
    @SuppressWarnings("ArrayRecordComponent") // Rows are read, never compared.
    record Row(DigestKey digest, String firstSeen, double[] counters) {}

    private DigestRows() {}

    static List<Row> read(Connection connection, MysqlVersion version) throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT IFNULL(SCHEMA_NAME, ''), IFNULL(DIGEST, ''), FIRST_SEEN");
        for (DigestCounter counter : DigestCounter.ALL) {
            sql.append(", ").append(counter.exists(version) ? counter.column() : "0");
        }
        sql.append(" FROM performance_schema.events_statements_summary_by_digest")
                .append(
                        " WHERE IFNULL(SCHEMA_NAME, '') NOT IN ('mysql', 'performance_schema', 'information_schema', 'sys')")
                .append(" LIMIT ")
                .append(MAX_ROWS);
        List<Row> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql.toString())) {
            while (row.next()) {
                double[] counters = new double[DigestCounter.ALL.size()];
                for (int i = 0; i < counters.length; i++) {
                    counters[i] =
                            row.getDouble(4 + i) * DigestCounter.ALL.get(i).scale();
                }
                rows.add(new Row(new DigestKey(row.getString(1), row.getString(2)), row.getString(3), counters));
            }
        }
        return rows;
    }
}
