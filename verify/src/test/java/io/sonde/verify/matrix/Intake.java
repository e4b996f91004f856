package io.sonde.verify.matrix;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.InflaterInputStream;

/**
 * Stands for the server that another agent reports to: takes whatever comes, and looks for a text in it that only a span of a database
 * call has. At {@code /seen} it answers when it has come, or after a while.
 */
final class Intake implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    /** What Elastic's server says of itself. */
    private static final byte[] DESCRIPTION = "{\"version\":\"8.12.0\"}".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String wanted;
    private final CountDownLatch seen = new CountDownLatch(1);

    Intake(String wanted) throws IOException {
        this.wanted = wanted;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        // A request may last as long as its agent has something to say.
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.createContext("/seen", this::awaited);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    boolean hasSeen() {
        return seen.getCount() == 0;
    }

    private void take(HttpExchange exchange) throws IOException {
        boolean deflated = "deflate".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream sent = exchange.getRequestBody();
                InputStream body = deflated ? new InflaterInputStream(sent) : sent) {
            if (new String(body.readAllBytes(), StandardCharsets.ISO_8859_1).contains(wanted)) {
                seen.countDown();
            }
        }
        answer(exchange);
    }

    private void awaited(HttpExchange exchange) throws IOException {
        try {
            seen.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        answer(exchange);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, DESCRIPTION.length);
        exchange.getResponseBody().write(DESCRIPTION);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
