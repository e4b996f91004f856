package io.sonde.exporter;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A real PostgreSQL for tests, with {@code pg_stat_statements} loaded and a role {@code sonde} that may monitor. */
final class TestServer implements AutoCloseable {

    static final String PASSWORD = "s3cret-of-sonde";

    private final EmbeddedPostgres postgres;

    private TestServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static TestServer start() throws IOException, SQLException {
        return start(0, true);
    }

    /** @param port 0 for any free one */
    static TestServer start(int port, boolean preloaded) throws IOException, SQLException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "30")
                .setServerConfig("shared_buffers", "16MB")
                .setServerConfig("fsync", "off");
        if (port != 0) {
            builder.setPort(port);
        }
        if (preloaded) {
            builder.setServerConfig("shared_preload_libraries", "pg_stat_statements");
        }
        TestServer server = new TestServer(builder.start());
        server.demandPasswords();
        server.sql("CREATE ROLE sonde LOGIN PASSWORD '" + PASSWORD + "'");
        server.sql("GRANT pg_monitor TO sonde");
        return server;
    }

    /** The embedded server trusts everybody; here only the superuser is trusted. */
    private void demandPasswords() throws IOException, SQLException {
        Files.writeString(Path.of(ask("SHOW hba_file")), """
                host all postgres 127.0.0.1/32 trust
                host all all      127.0.0.1/32 scram-sha-256
                """);
        sql("SELECT pg_reload_conf()");
    }

    int port() {
        return postgres.getPort();
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/postgres";
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), "postgres", "postgres");
    }

    void sql(String... statements) throws SQLException {
        sqlIn("postgres", statements);
    }

    void sqlIn(String database, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        url().replace("/postgres", "/" + database), "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    String ask(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
