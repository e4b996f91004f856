package io.sonde.demo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;

/**
 * A PostgreSQL server of its own, with {@code pg_stat_statements}, the database {@code shop}, the service's role {@code shop} and
 * the exporter's role {@code sonde}, which may only monitor. It listens on the loopback interface and asks for passwords.
 */
final class Database implements AutoCloseable {
    private final EmbeddedPostgres server;
    private final String shopPassword = password();
    private final String sondePassword = password();

    private Database(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts the server and prepares it; what it says goes to {@code postgres.log}. */
    static Database start(Path binaries, RunDirectory run, Started started) throws IOException {
        // The library tells what it does on standard error; a terminal with a table in it is no place for that.
        System.setProperty("org.slf4j.simpleLogger.log.io.zonky", "error");
        Path data = run.path().resolve("data");
        File log = run.logs().resolve("postgres.log").toFile();
        started.add(new Postmaster(data));
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(Files.createDirectories(binaries).toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(true)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log))
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .setServerConfig("track_io_timing", "on")
                .setServerConfig("unix_socket_directories", "")
                .start();
        Database database = started.add(new Database(server));
        if (Thread.interrupted()) {
            throw new InterruptedIOException("interrupted while the database started");
        }
        try {
            database.prepare(data);
        } catch (SQLException e) {
            throw new IOException("the database could not be prepared: " + e.getMessage(), e);
        }
        return database;
    }

    private void prepare(Path data) throws SQLException, IOException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role shop login password '" + shopPassword + "'");
            statement.execute("create role sonde login password '" + sondePassword + "'");
            statement.execute("grant pg_monitor to sonde");
            // Who may not read a table is not told the plans of its queries.
            statement.execute("grant pg_read_all_data to sonde");
            statement.execute("create database shop owner shop");
        }
        try (Connection connection = server.getDatabase("postgres", "shop").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create extension pg_stat_statements");
            // Until here the server trusted everybody on this machine.
            Files.writeString(data.resolve("pg_hba.conf"), "host shop shop,sonde localhost scram-sha-256\n");
            statement.execute("select pg_reload_conf()");
        }
    }

    int port() {
        return server.getPort();
    }

    /** Without user and password. */
    String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + port() + "/shop";
    }

    String shopPassword() {
        return shopPassword;
    }

    String sondePassword() {
        return sondePassword;
    }

    private static String password() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    @Override
    public String toString() {
        return "the database";
    }
}
