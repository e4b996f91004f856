package io.sonde.verify.servers;

import com.sun.net.httpserver.HttpServer;
import io.sonde.verify.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Receives what Alertmanager sends, on any path. */
public final class Webhook implements AutoCloseable {
    private final HttpServer server;
    private final BlockingQueue<Notification> received = new LinkedBlockingQueue<>();

    /** What was sent, and to which path. */
    public record Notification(String path, Json body) {}

    private Webhook(HttpServer server) {
        this.server = server;
    }

    public static Webhook start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Webhook webhook = new Webhook(server);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            webhook.received.add(new Notification(exchange.getRequestURI().getPath(), Json.parse(body)));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return webhook;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /**
     * The next notification.
     *
     * @throws AssertionError if there is none within that time
     */
    public Notification next(Duration within) throws InterruptedException {
        Notification notification = received.poll(within.toNanos(), TimeUnit.NANOSECONDS);
        if (notification == null) {
            throw new AssertionError("no notification within " + within);
        }
        return notification;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
