package io.sonde.verify.matrix;

import io.sonde.core.sql.Dialect;
import io.sonde.core.sql.Notation;
import io.sonde.core.sql.Query;
import io.sonde.core.sql.QueryId;
import io.sonde.verify.servers.DatabaseServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** How often a server itself says that it has executed what in a database. */
final class ServerCounts {

    private static final int MAX_BYTES = 1024;
    private static final String POSTGRESQL = """
            select s.query, s.calls from pg_stat_statements s join pg_database d on d.oid = s.dbid
            where s.toplevel and d.datname = ?""";
    private static final String MYSQL = """
            select digest_text, count_star from performance_schema.events_statements_summary_by_digest
            where schema_name = ?""";

    private ServerCounts() {}

    /** Lets the server forget all that it counted, as there is room for some thousand queries only, and many databases have hundreds each. */
    static void forget(DatabaseServer server, Dialect dialect) throws SQLException {
        try (Connection connection = server.connect("");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    dialect == Dialect.POSTGRESQL
                            ? "select pg_stat_statements_reset()"
                            : "truncate performance_schema.events_statements_summary_by_digest");
        }
    }

    /** By query id. */
    static Map<String, Long> read(DatabaseServer server, Dialect dialect, String database) throws SQLException {
        return read(server, dialect, database, text -> QueryId.format(QueryId.of(text, dialect, Notation.SERVER)));
    }

    /** The same by text, without what a reader need not see. */
    static Map<String, Long> texts(DatabaseServer server, Dialect dialect, String database) throws SQLException {
        return read(server, dialect, database, text -> Query.describe(text, dialect, Notation.SERVER, MAX_BYTES)
                .text());
    }

    private static Map<String, Long> read(
            DatabaseServer server, Dialect dialect, String database, Function<String, String> key) throws SQLException {
        Map<String, Long> counts = new HashMap<>();
        try (Connection connection = server.connect("");
                PreparedStatement statement =
                        connection.prepareStatement(dialect == Dialect.POSTGRESQL ? POSTGRESQL : MYSQL)) {
            statement.setString(1, database);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    counts.merge(key.apply(rows.getString(1)), rows.getLong(2), Long::sum);
                }
            }
        }
        return counts;
    }
}
