package io.sonde.verify.servers;

import io.sonde.verify.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An Alertmanager on the loopback interface, with its data below {@code target}. */
public final class Alertmanager implements AutoCloseable {
    private final ServerProcess process;
    private final HttpClient client;
    private final URI address;

    private Alertmanager(ServerProcess process, HttpClient client, URI address) {
        this.process = process;
        this.client = client;
        this.address = address;
    }

    public static Alertmanager start(String name, String configuration) throws IOException, InterruptedException {
        Tool tool = Tool.named("prometheus-alertmanager", "alertmanager");
        Path directory = ServerProcess.emptyDirectory(name);
        Path file = Files.writeString(directory.resolve("alertmanager.yml"), configuration);
        String listen = "127.0.0.1:" + ServerProcess.freePort();
        Map<String, String> options = new LinkedHashMap<>();
        options.put("--config.file", file.toString());
        options.put("--storage.path", directory.resolve("data").toString());
        options.put("--web.listen-address", listen);
        options.put("--cluster.listen-address", "");
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        ServerProcess process = tool.start(directory, options);
        Alertmanager alertmanager = new Alertmanager(process, client, URI.create("http://" + listen));
        try {
            process.awaitReady(client, alertmanager.address.resolve("/-/ready"));
        } catch (IOException e) {
            process.close();
            throw e;
        }
        return alertmanager;
    }

    /** Host and port, as Prometheus's configuration names it. */
    public String authority() {
        return address.getAuthority();
    }

    /** Hands in alerts as a Prometheus does. */
    public void post(String alerts) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(address.resolve("/api/v2/alerts"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(alerts))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
    }

    /** All alerts that it knows. */
    public List<Json> alerts() throws IOException, InterruptedException {
        return Json.parse(client.send(
                                HttpRequest.newBuilder(address.resolve("/api/v2/alerts"))
                                        .timeout(Duration.ofSeconds(10))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body())
                .list();
    }

    @Override
    public void close() {
        process.close();
    }
}
