package io.sonde.exporter.postgres;

import io.sonde.exporter.scrape.Reason;
import io.sonde.exporter.scrape.SkippedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * {@code pg_stat_statements} as installed in the database that we are connected to. Asked anew at every collection: it may be updated
 * while the server runs.
 *
 * @param function its function, with the schema, ready for SQL
 * @param role who asks, quoted for SQL
 */
record Extension(ExtensionVersion version, String function, String role) {

    private static final String QUERY = """
            SELECT e.extversion, quote_ident(n.nspname), quote_ident(current_user)
            FROM pg_catalog.pg_extension e
            JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
            WHERE e.extname = 'pg_stat_statements'
            """;

    static Extension read(Connection connection) throws SQLException, SkippedException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            if (!row.next()) {
                throw new SkippedException(Reason.EXTENSION_MISSING, "CREATE EXTENSION pg_stat_statements");
            }
            ExtensionVersion version = ExtensionVersion.of(row.getString(1));
            if (!version.atLeast(1, 8)) {
                throw new SkippedException(Reason.EXTENSION_TOO_OLD, "ALTER EXTENSION pg_stat_statements UPDATE");
            }
            return new Extension(version, row.getString(2) + ".pg_stat_statements", row.getString(3));
        }
    }

    /** The expressions that make up a {@link RowKey}. An extract() would make a numeric of each row's time, by way of a text. */
    String keyColumns() {
        String topLevel = version.atLeast(1, 9) ? "s.toplevel" : "true";
        String since = version.atLeast(1, 11) ? "date_part('epoch', s.stats_since)" : "0::float8";
        return "s.userid::int8, s.dbid::int8, s.queryid, " + topLevel + ", " + since;
    }

    static final int KEY_COLUMNS = 5;

    static RowKey key(ResultSet row) throws SQLException {
        return new RowKey(row.getLong(1), row.getLong(2), row.getLong(3), row.getBoolean(4), row.getDouble(5));
    }
}
