package io.sonde.endpoint.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.sonde.core.latency.LatencyBounds;
import io.sonde.core.latency.LatencyRecorder;
import io.sonde.core.metric.Catalogue;
import io.sonde.core.metric.Convention;
import io.sonde.core.metric.MetricSpec;
import io.sonde.endpoint.log.LogSink;
import io.sonde.endpoint.registry.Scrape;
import io.sonde.endpoint.registry.Series;
import io.sonde.endpoint.registry.SondeRegistry;
import java.io.File;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Prometheus's own tool reads a page with every metric of the catalogue that has a name of ours or of OpenTelemetry. */
class PromtoolTest {

    private static Path promtool() {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            String message = "not run: promtool is not on the path";
            if ("1".equals(System.getenv("SONDE_FULL"))) {
                Assertions.fail(message);
            }
            System.out.println(message); // The runner only counts what was not run.
            Assumptions.abort(message);
        }
        return found.orElseThrow();
    }

    private static MetricSnapshot example(MetricSpec spec) {
        Series series = Series.of(spec);
        var labels = series.labels(spec.labels().toArray(new String[0]));
        return switch (spec.type()) {
            case COUNTER, GAUGE, UNTYPED -> series.add(1.5, labels).snapshot();
            case INFO -> series.add(labels).snapshot();
            case SUMMARY -> series.add(1, 1.5, labels).snapshot();
            case HISTOGRAM -> {
                LatencyRecorder recorder = new LatencyRecorder(LatencyBounds.standard());
                recorder.record(1_000_000);
                yield series.add(recorder.snapshot(), labels).snapshot();
            }
        };
    }

    @Test
    @Timeout(60)
    void thePageIsClean() throws Exception {
        List<MetricSnapshot> snapshots = new ArrayList<>();
        for (MetricSpec spec : Catalogue.all()) {
            boolean selfMade = spec.name().startsWith("sonde_collector_");
            if (!selfMade && (spec.convention() == Convention.SONDE || spec.convention() == Convention.OPENTELEMETRY)) {
                snapshots.add(example(spec));
            }
        }
        Process process = new ProcessBuilder(promtool().toString(), "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (SondeRegistry registry = new SondeRegistry(LogSink.SILENT);
                OutputStream in = process.getOutputStream()) {
            registry.register("catalogue", scrape -> snapshots);
            ExpositionFormat.PROMETHEUS.write(registry.scrape(Scrape.everything(Duration.ofSeconds(20))), in);
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(output).isEmpty();
        assertThat(process.waitFor()).isZero();
    }
}
