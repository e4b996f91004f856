package io.sonde.benchmarks.exporter;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A server with 5 000 statements, 1 000 tables and 100 connections, with nothing to do but to be scraped. */
final class BigServer implements AutoCloseable {

    static final String DATABASE = "postgres";

    private static final int TABLES = 1_000;
    private static final int STATEMENTS = 5_000;
    private static final int CONNECTIONS = 100;
    private static final int TABLES_IN_A_TRANSACTION = 50;

    private final Server server;
    private final List<Connection> connections = new ArrayList<>();

    private BigServer(Server server) {
        this.server = server;
    }

    static BigServer start(Path folder) throws IOException, SQLException {
        BigServer big = new BigServer(Server.start(folder, 2 * STATEMENTS, 2 * CONNECTIONS));
        try {
            big.fill();
        } catch (SQLException e) {
            big.close();
            throw e;
        }
        return big;
    }

    Server server() {
        return server;
    }

    private void fill() throws SQLException {
        server.execute(DATABASE, "CREATE EXTENSION pg_stat_statements");
        try (Connection connection = server.connect(DATABASE);
                Statement statement = connection.createStatement()) {
            for (int first = 0; first < TABLES; first += TABLES_IN_A_TRANSACTION) {
                StringBuilder sql = new StringBuilder("BEGIN;");
                for (int i = first; i < first + TABLES_IN_A_TRANSACTION; i++) {
                    sql.append(
                            "CREATE TABLE orders_%1$d (id bigint PRIMARY KEY, customer bigint, state text, total numeric);"
                                    .formatted(i));
                    sql.append("CREATE INDEX ON orders_%1$d (customer);".formatted(i));
                    sql.append("INSERT INTO orders_%1$d SELECT n, n, 'open', n FROM generate_series(1, 20) n;"
                            .formatted(i));
                }
                statement.execute(sql.append("COMMIT").toString());
            }
            statement.execute("ANALYZE");
            statement.execute("SELECT pg_stat_statements_reset()");
            for (int i = 0; i < STATEMENTS; i++) {
                statement.execute(text(i));
            }
        }
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(server.connect(DATABASE));
        }
    }

    /** Each has another form, and so a row of its own in the server's statistics. */
    private static String text(int number) {
        String condition =
                switch (number / TABLES) {
                    case 0 -> "o.id = 17";
                    case 1 -> "o.customer = 17 AND o.state = 'open'";
                    case 2 -> "o.customer IN (17, 18) ORDER BY o.id LIMIT 10";
                    case 3 -> "o.total > 100 AND o.state <> 'closed' AND o.customer IS NOT NULL";
                    default -> "o.id BETWEEN 1 AND 17 AND o.total < 1000 ORDER BY o.customer";
                };
        return "SELECT o.id, o.customer, o.state, o.total, coalesce(o.total * 1.19, 0) AS gross, 'a literal' AS kind"
                + " FROM orders_%d o WHERE ".formatted(number % TABLES) + condition;
    }

    @Override
    public void close() throws IOException {
        try {
            for (Connection connection : connections) {
                connection.close();
            }
        } catch (SQLException e) {
            // The server ends anyway.
        }
        server.close();
    }
}
