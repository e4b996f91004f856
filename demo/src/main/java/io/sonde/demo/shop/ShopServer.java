package io.sonde.demo.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The shop's HTTP front on the loopback interface: {@value #THREADS} threads, JSON out. What the database refuses for a good reason
 * (sold out, reviewed twice) is status 409, what the caller got wrong 400, anything else 500.
 */
final class ShopServer implements AutoCloseable {
    /** Answers one kind of request with anything that {@link Json} can write. */
    interface Page {
        Object answer(Request request) throws SQLException;
    }

    /** Thrown by a page when there is no such thing. */
    static final class NotFound extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotFound() {
            super(null, null, false, false);
        }
    }

    private static final Logger LOG = Logger.getLogger(ShopServer.class.getName());
    private static final int THREADS = 16;
    private static final String CONSTRAINT_VIOLATION = "23";

    private final HttpServer server;
    private final ExecutorService threads;

    ShopServer(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "shop-http-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
    }

    ShopServer page(String method, String path, Page page) {
        server.createContext(path, exchange -> {
            try (exchange) {
                serve(exchange, method, page);
            }
        });
        return this;
    }

    ShopServer start() {
        server.start();
        return this;
    }

    private static void serve(HttpExchange exchange, String method, Page page) throws IOException {
        exchange.getRequestBody().readAllBytes();
        if (!exchange.getRequestMethod().equals(method)) {
            exchange.getResponseHeaders().set("Allow", method);
            reply(exchange, 405, "only " + method);
            return;
        }
        try {
            reply(exchange, 200, page.answer(Request.of(method, exchange.getRequestURI())));
        } catch (NotFound e) {
            reply(exchange, 404, "no such thing");
        } catch (IllegalArgumentException e) {
            reply(exchange, 400, String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            boolean refused = e.getSQLState() != null && e.getSQLState().startsWith(CONSTRAINT_VIOLATION);
            if (!refused) {
                LOG.log(Level.WARNING, "{0}: {1}", new Object[] {exchange.getRequestURI(), e});
            }
            reply(exchange, refused ? 409 : 500, refused ? "refused by the shop's rules" : "the database failed");
        }
    }

    private static void reply(HttpExchange exchange, int status, Object answer) throws IOException {
        boolean html = answer instanceof String text && text.startsWith("<!doctype html>");
        byte[] body = (html ? answer.toString() : Json.of(answer)).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .set("Content-Type", html ? "text/html; charset=utf-8" : "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(1);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
