package io.sonde.benchmarks.peers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.InflaterInputStream;

/**
 * Stands for the servers that agents report to: takes whatever comes, and counts the spans of database calls in the first
 * requests. The rest is thrown away unread, so that the sink takes little of the processors.
 */
final class Sink implements AutoCloseable {

    private static final int LOOKED_AT = 5;
    /** What a server says of itself, to either agent. */
    private static final byte[] DESCRIPTION =
            "{\"version\":\"8.12.0\",\"endpoints\":[\"/v0.3/traces\",\"/v0.4/traces\"],\"client_drop_p0s\":false}"
                    .getBytes(StandardCharsets.UTF_8);

    /** What Datadog's says to spans, and nothing else: its agent fails on more. */
    private static final byte[] RATES = "{\"rate_by_service\":{}}".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong databaseSpans = new AtomicLong();

    Sink() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The spans of database calls seen since the last call of this. */
    long takeDatabaseSpans() {
        requests.set(0);
        return databaseSpans.getAndSet(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (InputStream body = exchange.getRequestBody()) {
            boolean traces = path.matches(".*(/traces|/events)");
            if (traces && requests.incrementAndGet() <= LOOKED_AT) {
                String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
                look("deflate".equals(encoding) ? new InflaterInputStream(body) : body);
            }
            body.transferTo(java.io.OutputStream.nullOutputStream());
        }
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        byte[] answer = path.endsWith("/traces") ? RATES : DESCRIPTION;
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    /** Both formats name the statement's table in each span, so that is what is counted. */
    private void look(InputStream body) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            String text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
            for (int at = text.indexOf("table_"); at >= 0; at = text.indexOf("table_", at + 1)) {
                databaseSpans.incrementAndGet();
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
