package io.sonde.benchmarks.exporter;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A server with many databases of 100 statements each, an address that swallows packets, and ports that refuse. */
final class ManyDatabases implements AutoCloseable {

    private static final int STATEMENTS = 100;
    private static final int TABLES = 10;
    private static final int CONNECT_MILLIS = 200;

    private final Server server;
    private final int databases;
    private final ServerSocket hole;
    private final List<Socket> waiting = new ArrayList<>();

    private ManyDatabases(Server server, int databases, ServerSocket hole) {
        this.server = server;
        this.databases = databases;
        this.hole = hole;
    }

    static ManyDatabases start(Path folder, int databases) throws IOException, SQLException {
        Server server = Server.start(folder, 2 * databases * STATEMENTS, 3 * databases + 50);
        ManyDatabases many =
                new ManyDatabases(server, databases, new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        try {
            many.fill();
            many.fillHole();
        } catch (IOException | SQLException e) {
            many.close();
            throw e;
        }
        return many;
    }

    Server server() {
        return server;
    }

    private void fill() throws SQLException {
        server.execute("template1", "CREATE EXTENSION pg_stat_statements");
        try (Connection connection = server.connect("template1");
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < TABLES; i++) {
                statement.execute(
                        "CREATE TABLE orders_%d (id bigint PRIMARY KEY, customer bigint, state text)".formatted(i));
            }
        }
        for (int i = 0; i < databases; i++) {
            server.execute("postgres", "CREATE DATABASE " + database(i) + " STRATEGY FILE_COPY");
            try (Connection connection = server.connect(database(i));
                    Statement statement = connection.createStatement()) {
                for (int j = 0; j < STATEMENTS; j++) {
                    statement.execute(text(i, j));
                }
            }
        }
    }

    /** Neither two of one database nor those of two databases are the same query. */
    private static String text(int database, int number) {
        StringBuilder columns = new StringBuilder("id AS id_of_%d".formatted(database));
        for (int i = 0; i < number / TABLES; i++) {
            columns.append(", customer + 1 AS c_").append(i);
        }
        return "SELECT %s FROM orders_%d WHERE customer = 17 AND state = 'open' ORDER BY id LIMIT 10"
                .formatted(columns, number % TABLES);
    }

    /** Takes what the queue of a socket that is never accepted from has room for; packets of those who come later are lost. */
    private void fillHole() throws IOException {
        for (int i = 0; i < 16; i++) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), hole.getLocalPort()), CONNECT_MILLIS);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
        throw new IOException("the hole answers");
    }

    /** The exporter's configuration. */
    String configuration(int holes, int refusing) throws IOException {
        StringBuilder yaml = new StringBuilder("targets:\n");
        for (int i = 0; i < databases; i++) {
            target(yaml, database(i), server.port(), database(i));
        }
        for (int i = 0; i < holes; i++) {
            target(yaml, "hole_" + i, hole.getLocalPort(), "shop_" + i);
        }
        for (int i = 0; i < refusing; i++) {
            int port;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            target(yaml, "refusing_" + i, port, "shop");
        }
        return yaml.toString();
    }

    private static void target(StringBuilder yaml, String name, int port, String database) {
        yaml.append("""
                  - name: %s
                    url: jdbc:postgresql://127.0.0.1:%d/%s
                    username: %s
                """.formatted(name, port, database, Server.USER));
    }

    static String database(int number) {
        return "d%03d".formatted(number);
    }

    /** How many connections the exporter has. */
    int connections() throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'sonde-exporter'")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : waiting) {
            socket.close();
        }
        hole.close();
        server.close();
    }
}
