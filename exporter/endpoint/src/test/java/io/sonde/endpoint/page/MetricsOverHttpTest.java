package io.sonde.endpoint.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sonde.endpoint.http.HttpEndpoint;
import io.sonde.endpoint.http.HttpSettings;
import io.sonde.endpoint.log.LogSink;
import io.sonde.endpoint.registry.SondeRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsOverHttpTest {

    private final SondeRegistry registry = new SondeRegistry(LogSink.SILENT);
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpEndpoint endpoint;

    @SuppressWarnings("NullAway.Init")
    MetricsOverHttpTest() {}

    @BeforeEach
    void start() throws Exception {
        registry.register(
                "orders",
                () -> MetricSnapshots.of(CounterSnapshot.builder()
                        .name("orders_total")
                        .help("Orders taken.")
                        .dataPoint(CounterDataPointSnapshot.builder()
                                .labels(Labels.of("shop", "a\"b"))
                                .value(3)
                                .build())
                        .build()));
        endpoint = HttpEndpoint.start(HttpSettings.on(0), List.of(new MetricsPage(registry)), LogSink.SILENT);
    }

    @AfterEach
    void stop() {
        endpoint.close();
        registry.close();
    }

    private HttpResponse<byte[]> get(String target, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoint.port() + target));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Test
    void prometheusTextIsTheDefault() throws Exception {
        HttpResponse<byte[]> response = get("/metrics?name%5B%5D=orders_total");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(text(response)).isEqualTo("""
                # HELP orders_total Orders taken.
                # TYPE orders_total counter
                orders_total{shop="a\\"b"} 3.0
                """);
    }

    @Test
    void openMetricsWhenPreferred() throws Exception {
        HttpResponse<byte[]> response = get(
                "/metrics?name[]=orders".replace("[]", "%5B%5D"),
                "Accept",
                "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,"
                        + "application/openmetrics-text;version=0.0.1;q=0.4,"
                        + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1");

        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(text(response)).isEqualTo("""
                # TYPE orders counter
                # HELP orders Orders taken.
                orders_total{shop="a\\"b"} 3.0
                # EOF
                """);
    }

    @Test
    void gzipWhenAccepted() throws Exception {
        HttpResponse<byte[]> response = get("/metrics", "Accept-Encoding", "gzip");

        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).contains("orders_total{");
        }
    }
}
