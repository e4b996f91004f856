package io.sonde.verify.matrix;

import io.sonde.core.sql.Dialect;
import io.sonde.core.sql.Notation;
import io.sonde.core.sql.QueryId;
import io.sonde.verify.servers.DatabaseServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** How often a server itself says that it has executed what in a database, by query id. */
final class ServerCounts {

    private static final String POSTGRESQL = """
            select s.query, s.calls from pg_stat_statements s join pg_database d on d.oid = s.dbid
            where s.toplevel and d.datname = ?""";
    private static final String MYSQL = """
            select digest_text, count_star from performance_schema.events_statements_summary_by_digest
            where schema_name = ?""";

    private ServerCounts() {}

    static Map<String, Long> read(DatabaseServer server, Dialect dialect, String database) throws SQLException {
        Map<String, Long> counts = new HashMap<>();
        try (Connection connection = server.connect("");
                PreparedStatement statement =
                        connection.prepareStatement(dialect == Dialect.POSTGRESQL ? POSTGRESQL : MYSQL)) {
            statement.setString(1, database);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    long id = QueryId.of(rows.getString(1), dialect, Notation.SERVER);
                    counts.merge(QueryId.format(id), rows.getLong(2), Long::sum);
                }
            }
        }
        return counts;
    }
}
