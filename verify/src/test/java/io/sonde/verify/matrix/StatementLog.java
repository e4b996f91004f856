package io.sonde.verify.matrix;

import io.sonde.core.sql.Dialect;
import io.sonde.core.sql.Notation;
import io.sonde.core.sql.Query;
import io.sonde.core.sql.QueryId;
import io.sonde.verify.servers.DatabaseServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What a MySQL or MariaDB server is sent from now on, in its own words: its general log, which misses nothing when several threads
 * write it. Other tests' statements are in it too, if they use the server meanwhile.
 */
final class StatementLog implements AutoCloseable {

    /** @param command {@code Query}, {@code Prepare}, {@code Execute} and so on, as the server names what it was sent */
    record Line(String command, String text) {}

    private static final int MAX_BYTES = 1024;
    private static final String LINES = """
            select command_type, convert(argument using utf8mb4) from mysql.general_log
            where thread_id <> connection_id() order by 1, 2""";
    private static final Set<String> EXECUTIONS = Set.of("Query", "Execute");

    private final Connection connection;

    private StatementLog(Connection connection) {
        this.connection = connection;
    }

    static StatementLog start(DatabaseServer server) throws SQLException {
        StatementLog log = new StatementLog(server.connect(""));
        log.execute("set global log_output = 'TABLE'");
        log.execute("truncate mysql.general_log");
        log.execute("set global general_log = 1");
        return log;
    }

    /** Ends the log, and returns it in order of command and text. */
    List<Line> end() throws SQLException {
        execute("set global general_log = 0");
        List<Line> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(LINES)) {
            while (rows.next()) {
                lines.add(new Line(rows.getString(1), rows.getString(2)));
            }
        }
        return lines;
    }

    /** How often it was told to execute what, by query id; preparing is not executing. */
    static Map<String, Long> executions(List<Line> lines) {
        return executions(lines, text -> QueryId.format(QueryId.of(text, Dialect.MYSQL, Notation.JDBC)));
    }

    /** The same by text, without what a reader need not see. */
    static Map<String, Long> texts(List<Line> lines) {
        return executions(lines, text -> Query.describe(text, Dialect.MYSQL, Notation.JDBC, MAX_BYTES)
                .text());
    }

    private static Map<String, Long> executions(List<Line> lines, Function<String, String> key) {
        Map<String, Long> counts = new HashMap<>();
        for (Line line : lines) {
            if (EXECUTIONS.contains(line.command())) {
                counts.merge(key.apply(line.text()), 1L, Long::sum);
            }
        }
        return counts;
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            execute("set global general_log = 0");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
