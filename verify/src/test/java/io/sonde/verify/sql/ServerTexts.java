package io.sonde.verify.sql;

import io.sonde.verify.servers.DatabaseServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a server reports of the statements that others send, through a connection that does not show up itself. */
final class ServerTexts implements AutoCloseable {

    private final Connection connection;
    private final String reset;
    private final String read;
    private final String sentinel;

    private ServerTexts(Connection connection, String reset, String read, String sentinel) {
        this.connection = connection;
        this.reset = reset;
        this.read = read;
        this.sentinel = sentinel;
    }

    /** Of the schema {@code shop}, or of all where there are no schemas to choose from. */
    static ServerTexts of(DatabaseServer server) throws SQLException {
        return of(server, "shop");
    }

    static ServerTexts of(DatabaseServer server, String schema) throws SQLException {
        if (server.subprotocol().equals("postgresql")) {
            Connection connection = server.connect("");
            try (Statement statement = connection.createStatement()) {
                statement.execute("set pg_stat_statements.track = 'none'");
            }
            return new ServerTexts(
                    connection,
                    "select pg_stat_statements_reset()",
                    "select query from pg_stat_statements where toplevel",
                    "");
        }
        return new ServerTexts(
                server.connect(""),
                "truncate table performance_schema.events_statements_summary_by_digest",
                "select digest_text from performance_schema.events_statements_summary_by_digest"
                        + " where schema_name = '" + schema
                        + "' and digest_text not like 'DO ( ? )%' and digest_text not like 'DO (?)%'",
                "do (0)");
    }

    void reset() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(reset);
        }
    }

    /**
     * Waits until what {@code other} has sent is in the statistics: MySQL's servers count a statement after its answer, but
     * before the next statement of the same connection.
     */
    void settle(Connection other) throws SQLException {
        if (!sentinel.isEmpty()) {
            try (Statement statement = other.createStatement()) {
                statement.execute(sentinel);
            }
        }
    }

    List<String> read() throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(read)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
