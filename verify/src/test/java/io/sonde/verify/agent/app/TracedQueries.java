package io.sonde.verify.agent.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * Queries in spans, until Prometheus has an exemplar with their trace: {@code sdk|agent <address of Prometheus>}. With {@code sdk} the
 * spans are its own; with {@code agent} they are those that an agent makes of requests to a server. Then prints the page.
 */
public final class TracedQueries {

    /** Another one for each run: they share a Prometheus. */
    private static final String REMOTE_TRACE = UUID.randomUUID().toString().replace("-", "");

    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final long BETWEEN_TRIES_NANOS = 200_000_000;

    private TracedQueries() {}

    private interface Work {
        void run() throws SQLException, IOException;
    }

    public static void main(String[] arguments) throws Exception {
        String prometheus = arguments[1];
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:traced");
                Statement statement = connection.createStatement()) {
            statement.execute("create table traced (id int)");
            statement.execute("create table unsampled (id int)");
            if (arguments[0].equals("sdk")) {
                withSdk(statement, prometheus);
            } else {
                withServer(statement, prometheus);
            }
        }
        System.out.println("openmetrics:");
        System.out.print(get(
                "http://127.0.0.1:" + Integer.getInteger("page.port") + "/metrics", "application/openmetrics-text"));
        OwnPage.print();
        System.exit(0);
    }

    private static void withSdk(Statement statement, String prometheus) throws Exception {
        Tracer sampled = tracer(Sampler.alwaysOn());
        Tracer unsampled = tracer(Sampler.alwaysOff());
        Span span = sampled.spanBuilder("work").startSpan();
        until(prometheus, span.getSpanContext().getTraceId(), () -> {
            in(unsampled.spanBuilder("work").startSpan(), () -> statement.execute("select id from unsampled"));
            in(span, () -> statement.execute("select id from traced"));
            in(span, () -> fail(statement));
        });
        System.out.println("span: " + span.getSpanContext().getSpanId());
    }

    private static Tracer tracer(Sampler sampler) {
        return SdkTracerProvider.builder().setSampler(sampler).build().get("test");
    }

    private static void in(Span span, Work work) throws SQLException, IOException {
        try (Scope scope = span.makeCurrent()) {
            if (scope != null) {
                work.run();
            }
        }
    }

    private static void fail(Statement statement) {
        try {
            statement.execute("select id from missing");
        } catch (SQLException expected) {
            return;
        }
        throw new IllegalStateException("did not fail");
    }

    private static void withServer(Statement statement, String prometheus) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, statement));
        server.start();
        until(prometheus, REMOTE_TRACE, () -> request(server.getAddress().getPort()));
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, Statement statement) throws IOException {
        try {
            statement.execute("select id from traced");
        } catch (SQLException e) {
            throw new IOException(e);
        }
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    /** By hand: an instrumented client would send a trace of its own. */
    private static void request(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\ntraceparent: 00-" + REMOTE_TRACE
                    + "-b7ad6b7169203331-01\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            if (!answer.startsWith("HTTP/1.1 204")) {
                throw new IOException(answer);
            }
        }
    }

    private static void until(String prometheus, String traceId, Work work) throws Exception {
        long start = System.nanoTime();
        String found;
        do {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException("no exemplar of " + traceId);
            }
            work.run();
            LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
            long now = System.currentTimeMillis() / 1000;
            found = get(
                    prometheus + "/api/v1/query_exemplars?query=db_client_operation_duration_seconds_bucket&start="
                            + (now - 300) + "&end=" + (now + 10),
                    "*/*");
        } while (!found.contains("\"trace_id\":\"" + traceId + "\""));
        System.out.println("trace: " + traceId);
        System.out.println("exemplars: " + found.strip());
    }

    private static String get(String url, String accept) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setRequestProperty("Accept", accept);
            try (InputStream in = connection.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
