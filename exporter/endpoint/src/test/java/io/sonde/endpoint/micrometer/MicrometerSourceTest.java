package io.sonde.endpoint.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.sonde.endpoint.registry.Scrape;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MicrometerSourceTest {

    @Test
    void metersHaveTheNamesThatMicrometersUsersKnow() {
        try (MicrometerSource source = new MicrometerSource()) {
            Gauge.builder("jvm.memory.used", () -> 5)
                    .description("Used.")
                    .baseUnit("bytes")
                    .tag("area", "heap")
                    .register(source.meters());
            Counter.builder("jvm.gc.runs")
                    .description("Runs.")
                    .register(source.meters())
                    .increment(2);
            Timer.builder("jvm.gc.pause")
                    .description("Pauses.")
                    .register(source.meters())
                    .record(Duration.ofMillis(1500));

            String page = PrometheusTextFormatWriter.create()
                    .toDebugString(
                            source.collect(Scrape.everything(Duration.ofSeconds(1))),
                            EscapingScheme.UNDERSCORE_ESCAPING);

            assertThat(page).isEqualTo("""
                    # HELP jvm_gc_pause_seconds Pauses.
                    # TYPE jvm_gc_pause_seconds summary
                    jvm_gc_pause_seconds_count 1
                    jvm_gc_pause_seconds_sum 1.5
                    # HELP jvm_gc_pause_seconds_max Pauses.
                    # TYPE jvm_gc_pause_seconds_max gauge
                    jvm_gc_pause_seconds_max 1.5
                    # HELP jvm_gc_runs_total Runs.
                    # TYPE jvm_gc_runs_total counter
                    jvm_gc_runs_total 2.0
                    # HELP jvm_memory_used_bytes Used.
                    # TYPE jvm_memory_used_bytes gauge
                    jvm_memory_used_bytes{area="heap"} 5.0
                    """);
        }
    }
}
