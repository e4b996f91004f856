package io.sonde.verify.servers;

import io.sonde.verify.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A Prometheus on the loopback interface, with its data below {@code target}. */
public final class Prometheus implements AutoCloseable {
    private final ServerProcess process;
    private final HttpClient client;
    private final URI address;

    private Prometheus(ServerProcess process, HttpClient client, URI address) {
        this.process = process;
        this.client = client;
        this.address = address;
    }

    /**
     * Starts a Prometheus.
     *
     * @param name of its directory
     * @param configuration its {@code prometheus.yml}
     * @param rules rule files, by the name under which the configuration lists them
     */
    public static Prometheus start(String name, String configuration, Map<String, String> rules)
            throws IOException, InterruptedException {
        Tool tool = Tool.named("prometheus");
        Path directory = ServerProcess.emptyDirectory(name);
        Path file = Files.writeString(directory.resolve("prometheus.yml"), configuration);
        for (Map.Entry<String, String> rule : rules.entrySet()) {
            Files.writeString(directory.resolve(rule.getKey()), rule.getValue());
        }
        String listen = "127.0.0.1:" + ServerProcess.freePort();
        Map<String, String> options = new LinkedHashMap<>();
        options.put("--config.file", file.toString());
        options.put("--storage.tsdb.path", directory.resolve("data").toString());
        options.put("--web.listen-address", listen);
        options.put("--log.level", "warn");
        options.put("--enable-feature", "native-histograms,exemplar-storage");
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        ServerProcess process = tool.start(directory, options);
        Prometheus prometheus = new Prometheus(process, client, URI.create("http://" + listen));
        try {
            process.awaitReady(client, prometheus.address.resolve("/-/ready"));
        } catch (IOException e) {
            process.close();
            throw e;
        }
        return prometheus;
    }

    public URI address() {
        return address;
    }

    /** The samples of an instant query; for {@code Inf} and {@code NaN} see the value's text. */
    public List<Json> query(String expr) throws IOException, InterruptedException {
        return get("/api/v1/query", Map.of("query", expr)).get("result").list();
    }

    /** The series of a range query that ends now. */
    public List<Json> queryRange(String expr, Duration range, Duration step) throws IOException, InterruptedException {
        Instant now = Instant.now();
        return get(
                        "/api/v1/query_range",
                        Map.of(
                                "query",
                                expr,
                                "start",
                                seconds(now.minus(range)),
                                "end",
                                seconds(now),
                                "step",
                                step.toSeconds() + "s"))
                .get("result")
                .list();
    }

    private static String seconds(Instant time) {
        return time.getEpochSecond() + "." + String.format("%03d", time.getNano() / 1_000_000);
    }

    /**
     * The member {@code data} of an answer of the API.
     *
     * @throws IOException with Prometheus's own words if it is not a success
     */
    public Json get(String path, Map<String, String> parameters) throws IOException, InterruptedException {
        StringBuilder query = new StringBuilder();
        parameters.forEach((name, value) -> query.append(query.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path + "?" + query))
                .timeout(Duration.ofSeconds(30))
                .build();
        Json answer = Json.parse(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        if (!answer.get("status").text().equals("success")) {
            throw new IOException(
                    path + " " + parameters + ": " + answer.get("error").text());
        }
        return answer.get("data");
    }

    @Override
    public void close() {
        process.close();
    }
}
