package io.sonde.endpoint.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sonde.core.latency.LatencyBounds;
import io.sonde.core.latency.LatencyRecorder;
import io.sonde.core.metric.Convention;
import io.sonde.core.metric.MetricSpec;
import io.sonde.core.metric.MetricType;
import io.sonde.core.metric.Stability;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {

    private static MetricSpec spec(String name, MetricType type, String... labels) {
        return new MetricSpec(name, type, "", "Help.", List.of(labels), Convention.SONDE, Stability.EXPERIMENTAL);
    }

    private static String text(MetricSnapshot snapshot) {
        return write(PrometheusTextFormatWriter.create(), snapshot);
    }

    private static String openMetrics(MetricSnapshot snapshot) {
        return write(OpenMetricsTextFormatWriter.create(), snapshot);
    }

    private static String write(ExpositionFormatWriter writer, MetricSnapshot snapshot) {
        return writer.toDebugString(MetricSnapshots.of(snapshot), EscapingScheme.UNDERSCORE_ESCAPING);
    }

    @Test
    void aCounterKeepsItsName() {
        Series series = Series.of(spec("orders_total", MetricType.COUNTER, "shop", "kind"));
        MetricSnapshot snapshot = series.add(3, series.labels("a", "")).snapshot();

        assertThat(text(snapshot)).isEqualTo("""
                # HELP orders_total Help.
                # TYPE orders_total counter
                orders_total{shop="a"} 3.0
                """);
        assertThat(openMetrics(snapshot)).isEqualTo("""
                # TYPE orders counter
                # HELP orders Help.
                orders_total{shop="a"} 3.0
                # EOF
                """);
    }

    @Test
    void aCounterWithoutTotalKeepsItsNameAndLosesItsType() {
        MetricSnapshot snapshot = Series.of(spec("pg_stat_database_blks_hit", MetricType.COUNTER))
                .add(3, Labels.EMPTY)
                .snapshot();

        assertThat(text(snapshot)).isEqualTo("""
                # HELP pg_stat_database_blks_hit Help.
                # TYPE pg_stat_database_blks_hit untyped
                pg_stat_database_blks_hit 3.0
                """);
        assertThat(openMetrics(snapshot)).isEqualTo("""
                # TYPE pg_stat_database_blks_hit unknown
                # HELP pg_stat_database_blks_hit Help.
                pg_stat_database_blks_hit 3.0
                # EOF
                """);
    }

    @Test
    void anInfoIsOne() {
        MetricSnapshot snapshot = Series.of(spec("sonde_build_info", MetricType.INFO, "version"))
                .add(Labels.of("version", "1"))
                .snapshot();

        assertThat(text(snapshot)).isEqualTo("""
                # HELP sonde_build_info Help.
                # TYPE sonde_build_info gauge
                sonde_build_info{version="1"} 1
                """);
    }

    @Test
    void gaugesAndSummariesAreWhatTheyAre() {
        assertThat(text(Series.of(spec("things_total", MetricType.GAUGE))
                        .add(1.5, Labels.EMPTY)
                        .snapshot()))
                .isEqualTo("""
                        # HELP things_total Help.
                        # TYPE things_total gauge
                        things_total 1.5
                        """);
        assertThat(text(Series.of(spec("rows", MetricType.SUMMARY))
                        .add(2, 7.0, Labels.EMPTY)
                        .snapshot()))
                .isEqualTo("""
                        # HELP rows Help.
                        # TYPE rows summary
                        rows_count 2
                        rows_sum 7.0
                        """);
    }

    @Test
    void latenciesBecomeCumulativeBuckets() {
        LatencyRecorder recorder = new LatencyRecorder(LatencyBounds.standard());
        recorder.record(1_000_000);
        recorder.record(1_000_001);
        recorder.record(30_000_000_000L);
        MetricSnapshot snapshot = Series.of(spec("wait_seconds", MetricType.HISTOGRAM))
                .add(recorder.snapshot(), Labels.EMPTY)
                .snapshot();

        assertThat(text(snapshot)).isEqualTo("""
                # HELP wait_seconds Help.
                # TYPE wait_seconds histogram
                wait_seconds_bucket{le="1.0E-4"} 0
                wait_seconds_bucket{le="2.5E-4"} 0
                wait_seconds_bucket{le="5.0E-4"} 0
                wait_seconds_bucket{le="0.001"} 1
                wait_seconds_bucket{le="0.0025"} 2
                wait_seconds_bucket{le="0.005"} 2
                wait_seconds_bucket{le="0.01"} 2
                wait_seconds_bucket{le="0.025"} 2
                wait_seconds_bucket{le="0.05"} 2
                wait_seconds_bucket{le="0.1"} 2
                wait_seconds_bucket{le="0.25"} 2
                wait_seconds_bucket{le="0.5"} 2
                wait_seconds_bucket{le="1.0"} 2
                wait_seconds_bucket{le="2.5"} 2
                wait_seconds_bucket{le="5.0"} 2
                wait_seconds_bucket{le="10.0"} 2
                wait_seconds_bucket{le="+Inf"} 3
                wait_seconds_count 3
                wait_seconds_sum 30.002000001
                """);
    }

    @Test
    void nativeBucketsComeOnlyWhenAskedFor() {
        LatencyRecorder recorder = new LatencyRecorder(LatencyBounds.standard());
        recorder.record(1_000_000);
        MetricSpec spec = spec("wait_seconds", MetricType.HISTOGRAM);

        HistogramSnapshot classic = (HistogramSnapshot)
                Series.of(spec).add(recorder.snapshot(), Labels.EMPTY).snapshot();
        HistogramSnapshot both = (HistogramSnapshot) Series.of(spec, HistogramForm.CLASSIC_AND_NATIVE)
                .add(recorder.snapshot(), Labels.EMPTY)
                .snapshot();

        assertThat(classic.getDataPoints().get(0).hasNativeHistogramData()).isFalse();
        var point = both.getDataPoints().get(0);
        assertThat(point.hasClassicHistogramData()).isTrue();
        assertThat(point.getNativeSchema()).isEqualTo(3);
        assertThat(point.getNativeBucketsForPositiveValues().getBucketIndex(0)).isEqualTo(-79);
        assertThat(point.getCount()).isEqualTo(1);
    }

    @Test
    void labelsThatTheSpecDoesNotHaveAreRefused() {
        Series series = Series.of(spec("things", MetricType.GAUGE, "shop"));

        assertThatThrownBy(() -> series.add(1, Labels.of("city", "x")))
                .hasMessage("things has the labels [shop], and no city");
        assertThatThrownBy(() -> series.labels("a", "b")).hasMessage("things has the labels [shop], not 2");
    }
}
