package io.sonde.benchmarks.exporter;

import io.sonde.benchmarks.proc.Proc;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A real PostgreSQL of its own, with {@code pg_stat_statements}. */
final class Server implements AutoCloseable {

    static final String USER = "postgres";

    private final EmbeddedPostgres postgres;
    private final long postmaster;

    private Server(EmbeddedPostgres postgres, long postmaster) {
        this.postgres = postgres;
        this.postmaster = postmaster;
    }

    static Server start(Path folder, int statements, int connections) throws IOException {
        Path data = folder.resolve("data");
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(true)
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .setServerConfig("pg_stat_statements.max", Integer.toString(statements))
                .setServerConfig("max_connections", Integer.toString(connections))
                // Filling it is not what is measured.
                .setServerConfig("fsync", "off")
                .setServerConfig("autovacuum", "off")
                .start();
        long postmaster = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
        return new Server(postgres, postmaster);
    }

    int port() {
        return postgres.getPort();
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port() + "/" + database, USER, "");
    }

    void execute(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Of all of the server's processes, those that have ended included. */
    double cpuMillis() throws IOException {
        return Proc.treeCpuMillis(postmaster);
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
