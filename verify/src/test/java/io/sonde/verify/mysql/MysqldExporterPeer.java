package io.sonde.verify.mysql;

import io.sonde.verify.exporter.SeriesPage;
import io.sonde.verify.servers.DatabaseServer;
import io.sonde.verify.servers.Tool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Debian's mysqld_exporter on one server, with the collectors that have their like here. */
final class MysqldExporterPeer {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final List<String> COLLECTORS = List.of(
            "auto_increment.columns",
            "binlog_size",
            "engine_innodb_status",
            "info_schema.clientstats",
            "info_schema.innodb_metrics",
            "info_schema.processlist",
            "info_schema.query_response_time",
            "info_schema.tables",
            "info_schema.tablestats",
            "info_schema.userstats",
            "perf_schema.eventsstatements",
            "perf_schema.eventsstatementssum",
            "perf_schema.eventswaits",
            "perf_schema.file_events",
            "perf_schema.indexiowaits",
            "perf_schema.memory_events",
            "perf_schema.tableiowaits",
            "perf_schema.tablelocks",
            "slave_status");

    /** What it says of itself, and how it names its collectors. */
    private static final List<String> OF_ITSELF =
            List.of("mysqld_exporter_", "mysql_exporter_", "go_", "process_", "promhttp_");

    /** Of their tables there are no series here. */
    private static final Set<String> SYSTEM_SCHEMAS =
            Set.of("mysql", "performance_schema", "information_schema", "sys");

    private MysqldExporterPeer() {}

    /** One page of it, without what it says of itself and of system schemas. */
    static SeriesPage read(DatabaseServer server, String user, String password, Path folder)
            throws IOException, InterruptedException {
        Path program =
                Tool.named("prometheus-mysqld-exporter", "mysqld_exporter").program();
        Path access = folder.resolve("peer.cnf");
        Files.writeString(access, """
                [client]
                user=%s
                password=%s
                host=127.0.0.1
                port=%d
                """.formatted(user, password, server.port()));
        int port = freePort();
        List<String> command = new ArrayList<>(
                List.of(program.toString(), "--config.my-cnf=" + access, "--web.listen-address=127.0.0.1:" + port));
        COLLECTORS.forEach(collector -> command.add("--collect." + collector));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("peer.log").toFile())
                .start();
        try {
            SeriesPage page = SeriesPage.parse(scrape(process, URI.create("http://127.0.0.1:" + port + "/metrics")));
            page.values()
                    .keySet()
                    .removeIf(key -> OF_ITSELF.stream().anyMatch(key.name()::startsWith)
                            || SYSTEM_SCHEMAS.contains(key.labels().getOrDefault("schema", "")));
            return page;
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static String scrape(Process process, URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body();
            } catch (IOException e) {
                if (System.nanoTime() > deadline || process.waitFor(100, TimeUnit.MILLISECONDS)) {
                    throw e;
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
