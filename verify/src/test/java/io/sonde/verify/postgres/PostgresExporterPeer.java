package io.sonde.verify.postgres;

import io.sonde.verify.servers.DatabaseServer;
import io.sonde.verify.servers.Tool;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's postgres_exporter on one server. */
final class PostgresExporterPeer implements AutoCloseable {

    private static final long READY_SECONDS = 30;
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

    private final Process process;
    private final URI metrics;

    private PostgresExporterPeer(Process process, URI metrics) {
        this.process = process;
        this.metrics = metrics;
    }

    static PostgresExporterPeer start(DatabaseServer server) throws IOException, InterruptedException {
        Tool tool = Tool.named("prometheus-postgres-exporter");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path queries = Files.writeString(Files.createTempFile("peer", ".yaml"), QUERIES);
        queries.toFile().deleteOnExit();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                tool.program().toString(), "--web.listen-address=127.0.0.1:" + port, "--extend.query-path=" + queries));
        builder.environment()
                .put(
                        "DATA_SOURCE_NAME",
                        "postgresql://" + server.username() + "@127.0.0.1:" + server.port() + "/" + server.database()
                                + "?sslmode=disable");
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        PostgresExporterPeer peer =
                new PostgresExporterPeer(builder.start(), URI.create("http://127.0.0.1:" + port + "/metrics"));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
        while (System.nanoTime() < deadline && !peer.process.waitFor(50, TimeUnit.MILLISECONDS)) {
            try {
                peer.scrape();
                return peer;
            } catch (IOException e) {
                // not listening yet
            }
        }
        peer.close();
        throw new IOException("postgres_exporter does not answer");
    }

    /** What newer versions of it have built in. */
    private static final String QUERIES = """
            pg_stat_user_tables:
              query: "SELECT current_database() datname, schemaname, relname, seq_scan, n_tup_ins, n_live_tup, vacuum_count, pg_table_size(relid) AS table_size_bytes, pg_indexes_size(relid) AS index_size_bytes FROM pg_stat_user_tables"
              metrics:
                - datname: {usage: LABEL, description: database}
                - schemaname: {usage: LABEL, description: schema}
                - relname: {usage: LABEL, description: table}
                - seq_scan: {usage: COUNTER, description: scans}
                - n_tup_ins: {usage: COUNTER, description: inserts}
                - n_live_tup: {usage: GAUGE, description: live rows}
                - vacuum_count: {usage: COUNTER, description: vacuums}
                - table_size_bytes: {usage: GAUGE, description: size}
                - index_size_bytes: {usage: GAUGE, description: size}
            pg_postmaster:
              query: "SELECT extract(epoch FROM pg_postmaster_start_time) AS start_time_seconds FROM pg_postmaster_start_time()"
              master: true
              metrics:
                - start_time_seconds: {usage: GAUGE, description: start}
            """;

    String scrape() throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).timeout(ANSWERS_WITHIN).build(), BodyHandlers.ofString())
                .body();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
