package io.sonde.verify.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoint and the libraries in it print nothing and start nothing of the application's, on each Java. */
class QuietEndpointTest {

    /** One class of each jar that the endpoint runs with. What is missing shows as a failure of the program. */
    private static final List<String> JARS = List.of(
            "io.sonde.verify.jdk.EndpointProgram",
            "io.sonde.endpoint.http.HttpEndpoint",
            "io.sonde.core.latency.LatencySnapshot",
            "io.netty.util.concurrent.EventExecutor",
            "io.netty.buffer.ByteBuf",
            "io.netty.bootstrap.ServerBootstrap",
            "io.netty.resolver.AddressResolver",
            "io.netty.handler.codec.ByteToMessageDecoder",
            "io.netty.handler.codec.http.HttpObject",
            "io.prometheus.metrics.model.snapshots.MetricSnapshot",
            "io.prometheus.metrics.expositionformats.ExpositionFormats",
            "io.prometheus.metrics.config.PrometheusProperties",
            "io.prometheus.metrics.core.metrics.Counter",
            "io.prometheus.metrics.tracer.common.SpanContext",
            "io.prometheus.client.CollectorRegistry",
            "io.prometheus.client.exemplars.tracer.common.SpanContextSupplier",
            "io.prometheus.client.exemplars.tracer.otel.OpenTelemetrySpanContextSupplier",
            "io.prometheus.client.exemplars.tracer.otel_agent.OpenTelemetryAgentSpanContextSupplier",
            "io.micrometer.prometheusmetrics.PrometheusMeterRegistry",
            "io.micrometer.core.instrument.MeterRegistry",
            "io.micrometer.observation.ObservationRegistry",
            "io.micrometer.common.KeyValue");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private static String classPath() throws ReflectiveOperationException {
        Set<String> path = new LinkedHashSet<>();
        for (String name : JARS) {
            Class<?> type = Class.forName(name, false, QuietEndpointTest.class.getClassLoader());
            URI location = URI.create(
                    type.getProtectionDomain().getCodeSource().getLocation().toString());
            path.add(Path.of(location).toString());
        }
        return String.join(File.pathSeparator, path);
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    @Timeout(120)
    void nothingIsPrintedAndNoLoggingIsStarted(int feature) throws Exception {
        Path initialised = directory.resolve("classes.log");
        Path out = directory.resolve("out.txt");
        Path err = directory.resolve("err.txt");
        Process process = new ProcessBuilder(
                        Jdk.require(feature).java().toString(),
                        "-Xlog:class+init=info:file=" + initialised,
                        "-cp",
                        classPath(),
                        EndpointProgram.class.getName())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(100, TimeUnit.SECONDS))
                .as("the program ends")
                .isTrue();

        assertThat(Files.readString(err, StandardCharsets.UTF_8)).isEmpty();
        assertThat(Files.readString(out, StandardCharsets.UTF_8)).isEqualTo("complete" + System.lineSeparator());
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readAllLines(initialised))
                .anyMatch(line -> line.contains("Initializing 'java/lang/String'"))
                .noneMatch(line -> line.contains("Initializing 'java/util/logging/"));
    }
}
