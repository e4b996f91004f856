package io.sonde.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.endpoint.log.LogSink;
import io.sonde.exporter.config.ConfigException;
import io.sonde.exporter.config.ExporterConfig;
import io.sonde.exporter.config.ExporterConfigReader;
import io.sonde.exporter.config.HostPort;
import io.sonde.exporter.log.LibraryLogs;
import io.sonde.exporter.log.Mask;
import io.sonde.exporter.log.StderrLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A whole exporter within the test's process, read over HTTP as Prometheus reads it. */
final class TestExporter implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Exporter exporter;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    private TestExporter(Reloads.Reader reader) throws IOException, ConfigException {
        ExporterConfig config = reader.read();
        Mask mask = new Mask();
        StderrLog sink = new StderrLog(
                new PrintStream(log, true, StandardCharsets.UTF_8), LogSink.Level.DEBUG, mask, Clock.systemUTC());
        LibraryLogs.sendTo(sink);
        exporter = Exporter.start(config, reader, new HostPort("127.0.0.1", 0), true, Secrets.hiddenBy(mask), sink);
    }

    /** Starts one with this configuration, in which texts of statements are read at every scrape unless it says otherwise. */
    static TestExporter start(Path folder, String yaml) throws IOException, ConfigException {
        return startAsItComes(folder, "collection: {statement_texts_interval: 0ms}\n" + yaml);
    }

    /** Starts one with this configuration and no other. */
    static TestExporter startAsItComes(Path folder, String yaml) throws IOException, ConfigException {
        Path file = Files.writeString(folder.resolve("sonde.yml"), yaml);
        return new TestExporter(() -> new ExporterConfigReader(Map.of()).read(file));
    }

    /** Writes another configuration for the next reload. */
    static void rewrite(Path folder, String yaml) throws IOException {
        Files.writeString(folder.resolve("sonde.yml"), "collection: {statement_texts_interval: 0ms}\n" + yaml);
    }

    int port() {
        return exporter.port();
    }

    /** The body of the answer to a GET, whatever its status. */
    String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + exporter.port() + path))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString()).body();
    }

    /** The body of the answer to {@code POST /-/reload}. */
    String reload() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + exporter.port() + "/-/reload"))
                .header("X-Sonde", "1")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return CLIENT.send(request, BodyHandlers.ofString()).body();
    }

    Page scrape() throws IOException, InterruptedException {
        return scrape(Duration.ofSeconds(10));
    }

    Page scrape(Duration timeout) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + exporter.port() + "/metrics"))
                .header("X-Prometheus-Scrape-Timeout-Seconds", Double.toString(timeout.toMillis() / 1000.0))
                .build();
        return Page.parse(CLIENT.send(request, BodyHandlers.ofString()).body());
    }

    /** The first page of which this holds; fails when none is within half a minute. */
    Page await(Predicate<Page> until) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Page page = scrape();
        while (!until.test(page) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            page = scrape();
        }
        assertThat(until.test(page)).as(page.text()).isTrue();
        return page;
    }

    /** All that was logged, at all levels. */
    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        exporter.close();
    }
}
