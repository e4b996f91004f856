package io.sonde.endpoint.simpleclient;

import static io.sonde.endpoint.simpleclient.SimpleclientTest.collect;
import static io.sonde.endpoint.simpleclient.SimpleclientTest.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.Info;
import io.prometheus.client.Summary;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The application's simpleclient is another class of the same name. */
class ForeignSimpleclientTest {

    private static URLClassLoader application() {
        List<URL> jars = new ArrayList<>();
        for (Class<?> inJar : List.of(
                CollectorRegistry.class,
                io.prometheus.client.exemplars.tracer.common.SpanContextSupplier.class,
                io.prometheus.client.exemplars.tracer.otel.OpenTelemetrySpanContextSupplier.class,
                io.prometheus.client.exemplars.tracer.otel_agent.OpenTelemetryAgentSpanContextSupplier.class)) {
            jars.add(inJar.getProtectionDomain().getCodeSource().getLocation());
        }
        return new URLClassLoader(jars.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    }

    /** Calls a static {@code build(name, help)} of the application's class and registers the metric. */
    private static Object metric(ClassLoader application, Class<?> type, String name) throws Exception {
        Class<?> theirs = Class.forName(type.getName(), true, application);
        Object builder = theirs.getMethod("build", String.class, String.class).invoke(null, name, "Help.");
        return builder.getClass().getMethod("register").invoke(builder);
    }

    @Test
    void theApplicationsMetricsAppearAsTheyAre() throws Exception {
        try (URLClassLoader application = application()) {
            Object counter = metric(application, Counter.class, "orders_total");
            counter.getClass().getMethod("inc", double.class).invoke(counter, 2.0);
            Object gauge = metric(application, Gauge.class, "queue");
            gauge.getClass().getMethod("set", double.class).invoke(gauge, 5.0);
            Object histogram = metric(application, Histogram.class, "wait_seconds");
            histogram.getClass().getMethod("observe", double.class).invoke(histogram, 20.0);
            Object summary = metric(application, Summary.class, "size_bytes");
            summary.getClass().getMethod("observe", double.class).invoke(summary, 3.0);
            metric(application, Info.class, "build");

            ForeignSimpleclientSource source = ForeignSimpleclientSource.ofDefaultRegistry(application);

            assertThat(text(collect(source))).contains("""
                            # HELP orders_total Help.
                            # TYPE orders_total counter
                            orders_total 2.0
                            # HELP queue Help.
                            # TYPE queue gauge
                            queue 5.0
                            # HELP size_bytes Help.
                            # TYPE size_bytes summary
                            size_bytes_count 1
                            size_bytes_sum 3.0
                            # HELP wait_seconds Help.
                            # TYPE wait_seconds histogram
                            """).endsWith("""
                            wait_seconds_bucket{le="10.0"} 0
                            wait_seconds_bucket{le="+Inf"} 1
                            wait_seconds_count 1
                            wait_seconds_sum 20.0
                            """);
        }
    }

    @Test
    void bothBridgesSayTheSame() throws Exception {
        CollectorRegistry registry = new CollectorRegistry();
        Counter.build("c", "C.").labelNames("l").register(registry).labels("v").incWithExemplar("trace_id", "x");
        Histogram.build("h", "H.").register(registry).observe(0.3);
        Summary.build("s", "S.").quantile(0.9, 0.01).register(registry).observe(1);
        Info.build("i", "I.").register(registry).info("a", "b");

        assertThat(text(collect(ForeignSimpleclientSource.of(registry))))
                .isEqualTo(text(collect(new SimpleclientSource(registry))));
    }
}
