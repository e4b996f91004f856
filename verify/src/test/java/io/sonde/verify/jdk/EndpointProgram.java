package io.sonde.verify.jdk;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import io.sonde.endpoint.http.HttpEndpoint;
import io.sonde.endpoint.http.HttpSettings;
import io.sonde.endpoint.log.LogSink;
import io.sonde.endpoint.micrometer.MicrometerLogging;
import io.sonde.endpoint.micrometer.MicrometerSource;
import io.sonde.endpoint.page.HealthPage;
import io.sonde.endpoint.page.MetricsPage;
import io.sonde.endpoint.registry.SondeRegistry;
import io.sonde.endpoint.simpleclient.SimpleclientSource;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs an endpoint with every kind of source, scrapes it some times, and prints whether that worked. */
final class EndpointProgram {

    private EndpointProgram() {}

    public static void main(String[] arguments) throws Exception {
        MicrometerLogging.install(LogSink.SILENT);
        try (SondeRegistry registry = new SondeRegistry(LogSink.SILENT);
                MicrometerSource micrometer = new MicrometerSource()) {
            new JvmMemoryMetrics().bindTo(micrometer.meters());
            CollectorRegistry old = new CollectorRegistry();
            Gauge.build("old_gauge", "Old.").register(old).set(1);
            registry.register("micrometer", micrometer);
            registry.register("simpleclient", new SimpleclientSource(old));
            registry.register("broken", scrape -> {
                throw new IllegalStateException("as it should");
            });
            try (HttpEndpoint endpoint = HttpEndpoint.start(
                    HttpSettings.on(0), List.of(new MetricsPage(registry), HealthPage.healthy()), LogSink.SILENT)) {
                String page = "";
                for (int i = 0; i < 50; i++) {
                    page = get(endpoint.port(), "/metrics");
                    get(endpoint.port(), "/-/healthy");
                }
                boolean complete = page.contains("jvm_memory_used_bytes")
                        && page.contains("old_gauge 1.0")
                        && page.contains("sonde_collector_failures_total{collector=\"broken\"} 50.0");
                System.out.println(complete ? "complete" : page);
            }
        }
    }

    private static String get(int port, String path) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(("GET " + path + " HTTP/1.0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
