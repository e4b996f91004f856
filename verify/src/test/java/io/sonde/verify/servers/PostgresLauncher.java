package io.sonde.verify.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Starts PostgreSQL of a chosen version from its Maven artifact, which the build has put into a folder. */
final class PostgresLauncher {

    private PostgresLauncher() {}

    static DatabaseServer start(int major) {
        Path jar =
                Path.of(System.getProperty("sonde.postgres.binaries", "target/postgres"), "postgres-" + major + ".jar");
        if (!Files.exists(jar)) {
            throw Servers.missing("PostgreSQL " + major + " is not at " + jar);
        }
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setPgBinaryResolver((system, machine) -> archive(jar))
                    .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                    .setServerConfig("pg_stat_statements.max", "10000")
                    .setServerConfig("pg_stat_statements.track", "all")
                    .setServerConfig("fsync", "off")
                    .start();
            closeAtExit(postgres);
            DatabaseServer server = new DatabaseServer(
                    "postgresql-" + major, "postgresql", postgres.getPort(), "postgres", "postgres", "");
            try (Connection connection = server.connect("");
                    Statement statement = connection.createStatement()) {
                statement.execute("create extension pg_stat_statements");
            }
            return server;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("PostgreSQL " + major + " did not start", e);
        }
    }

    /** The archive inside the artifact; whoever reads it closes it. */
    private static InputStream archive(Path jar) {
        try {
            ZipInputStream zip = new ZipInputStream(Files.newInputStream(jar));
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".txz")) {
                    return zip;
                }
            }
            zip.close();
            throw new IllegalStateException("No .txz in " + jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void closeAtExit(EmbeddedPostgres postgres) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                postgres.close();
                            } catch (IOException e) {
                                // The process has gone; there is nobody left to tell.
                            }
                        },
                        "stop-postgres"));
    }
}
