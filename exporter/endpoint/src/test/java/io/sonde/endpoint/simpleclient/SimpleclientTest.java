package io.sonde.endpoint.simpleclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Enumeration;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.Info;
import io.prometheus.client.Summary;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sonde.endpoint.registry.Scrape;
import io.sonde.endpoint.registry.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimpleclientTest {

    private final CollectorRegistry registry = new CollectorRegistry();

    private MetricSnapshots collect() throws Exception {
        return collect(new SimpleclientSource(registry));
    }

    static MetricSnapshots collect(Source source) throws Exception {
        List<MetricSnapshot> all = new ArrayList<>();
        source.collect(Scrape.everything(Duration.ofSeconds(10))).forEach(all::add);
        return new MetricSnapshots(all);
    }

    static String text(MetricSnapshots snapshots) {
        return write(PrometheusTextFormatWriter.create(), snapshots);
    }

    private static String write(ExpositionFormatWriter writer, MetricSnapshots snapshots) {
        return writer.toDebugString(snapshots, EscapingScheme.UNDERSCORE_ESCAPING);
    }

    /** Samples that a collector of an application's own makes. */
    private static Collector custom(String name, Collector.Type type, Collector.MetricFamilySamples.Sample... samples) {
        return new Collector() {
            @Override
            public List<MetricFamilySamples> collect() {
                return List.of(new MetricFamilySamples(name, type, "Help.", List.of(samples)));
            }
        };
    }

    private static Collector.MetricFamilySamples.Sample sample(String name, double value) {
        return new Collector.MetricFamilySamples.Sample(name, List.of(), List.of(), value);
    }

    @Test
    void everyTypeKeepsItsNamesAndValues() throws Exception {
        Counter.build("requests_total", "Requests.")
                .labelNames("path")
                .register(registry)
                .labels("/")
                .inc(3);
        Gauge.build("queue", "Waiting.").register(registry).set(2);
        Summary.build("size_bytes", "Sizes.")
                .quantile(0.5, 0.05)
                .register(registry)
                .observe(7);
        Histogram.build("wait_seconds", "Waits.")
                .buckets(1, 2.5)
                .labelNames("pool")
                .register(registry)
                .labels("a")
                .observe(2);
        Info.build("build", "Build.").register(registry).info("version", "1.2");
        Enumeration state =
                Enumeration.build("state", "State.").states("up", "down").register(registry);
        state.state("down");
        registry.register(custom("odd", Collector.Type.UNKNOWN, sample("odd", 4)));

        assertThat(text(collect())).isEqualTo("""
                # HELP build_info Build.
                # TYPE build_info gauge
                build_info{version="1.2"} 1
                # HELP odd Help.
                # TYPE odd untyped
                odd 4.0
                # HELP queue Waiting.
                # TYPE queue gauge
                queue 2.0
                # HELP requests_total Requests.
                # TYPE requests_total counter
                requests_total{path="/"} 3.0
                # HELP size_bytes Sizes.
                # TYPE size_bytes summary
                size_bytes{quantile="0.5"} 7.0
                size_bytes_count 1
                size_bytes_sum 7.0
                # HELP state State.
                # TYPE state gauge
                state{state="down"} 1
                state{state="up"} 0
                # HELP wait_seconds Waits.
                # TYPE wait_seconds histogram
                wait_seconds_bucket{pool="a",le="1.0"} 0
                wait_seconds_bucket{pool="a",le="2.5"} 1
                wait_seconds_bucket{pool="a",le="+Inf"} 1
                wait_seconds_count{pool="a"} 1
                wait_seconds_sum{pool="a"} 2.0
                """);
    }

    @Test
    void gaugesKeepNamesThatLookLikeOtherTypes() throws Exception {
        Gauge.build("jobs_total", "Jobs.").register(registry).set(1);
        Gauge.build("jobs_info", "Jobs.").register(registry).set(2);
        Gauge.build("jobs_bucket", "Jobs.").register(registry).set(3);

        assertThat(text(collect())).isEqualTo("""
                # HELP jobs_bucket Jobs.
                # TYPE jobs_bucket gauge
                jobs_bucket 3.0
                # HELP jobs_info Jobs.
                # TYPE jobs_info gauge
                jobs_info 2.0
                # HELP jobs_total Jobs.
                # TYPE jobs_total gauge
                jobs_total 1.0
                """);
    }

    @Test
    void samplesWithNamesOfTheirOwnKeepThem() throws Exception {
        registry.register(custom(
                "pool", Collector.Type.GAUGE, sample("pool", 1), sample("pool_max", 10), sample("pool_max", 11)));

        assertThat(text(collect())).isEqualTo("""
                # HELP pool Help.
                # TYPE pool gauge
                pool 1.0
                # HELP pool_max Help.
                # TYPE pool_max untyped
                pool_max 10.0
                """);
    }

    @Test
    void exemplarsAndCreationAreKept() throws Exception {
        Counter.build("requests", "Requests.").register(registry).incWithExemplar(2, "trace_id", "abc");

        CounterSnapshot counter = (CounterSnapshot) collect().get(0);

        var point = counter.getDataPoints().get(0);
        assertThat(point.getExemplar()).isNotNull();
        assertThat(point.getExemplar().getLabels().get("trace_id")).isEqualTo("abc");
        assertThat(point.getExemplar().getValue()).isEqualTo(2);
        assertThat(point.getExemplar().getTimestampMillis()).isPositive();
        assertThat(point.getCreatedTimestampMillis()).isPositive();
        assertThat(write(OpenMetricsTextFormatWriter.create(), collect())).matches("""
                        # TYPE requests counter
                        # HELP requests Requests\\.
                        requests_total 2\\.0 # \\{trace_id="abc"} 2\\.0 [0-9.]+
                        # EOF
                        """);
    }

    @Test
    void aGaugeHistogramKeepsItsCounts() throws Exception {
        registry.register(new Collector() {
            @Override
            public List<MetricFamilySamples> collect() {
                return List.of(new MetricFamilySamples(
                        "ages",
                        Type.GAUGE_HISTOGRAM,
                        "Ages.",
                        List.of(
                                new MetricFamilySamples.Sample("ages_bucket", List.of("le"), List.of("1.0"), 2),
                                new MetricFamilySamples.Sample("ages_bucket", List.of("le"), List.of("+Inf"), 3),
                                sample("ages_gcount", 3),
                                sample("ages_gsum", 12))));
            }
        });

        assertThat(write(OpenMetricsTextFormatWriter.create(), collect())).isEqualTo("""
                # TYPE ages gaugehistogram
                # HELP ages Ages.
                ages_bucket{le="1.0"} 2
                ages_bucket{le="+Inf"} 3
                ages_gcount 3
                ages_gsum 12.0
                # EOF
                """);
    }

    @Test
    void aHistogramWithoutItsLastBucketHasItFromTheCount() throws Exception {
        registry.register(new Collector() {
            @Override
            public List<MetricFamilySamples> collect() {
                return List.of(new MetricFamilySamples(
                        "h",
                        Type.HISTOGRAM,
                        "H.",
                        List.of(
                                new MetricFamilySamples.Sample("h_bucket", List.of("le"), List.of("1"), 2),
                                new MetricFamilySamples.Sample("h_bucket", List.of("le"), List.of("nonsense"), 2),
                                sample("h_count", 5))));
            }
        });

        assertThat(text(collect())).isEqualTo("""
                # HELP h H.
                # TYPE h histogram
                h_bucket{le="1.0"} 2
                h_bucket{le="+Inf"} 5
                h_count 5
                """);
    }
}
