package io.sonde.endpoint.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.sonde.core.metric.Convention;
import io.sonde.core.metric.MetricSpec;
import io.sonde.core.metric.MetricType;
import io.sonde.core.metric.Stability;
import io.sonde.endpoint.log.LogSink;
import io.sonde.endpoint.registry.Scrape;
import io.sonde.endpoint.registry.Series;
import io.sonde.endpoint.registry.SondeRegistry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is put into the registry is what a reader of the page gets out of it, whatever it is. */
class PrintAndParseTest {

    private static final String LETTERS = "ab \"\\\n\r\t{}=,#äß€😀\u0000\u2028";
    private static final double[] VALUES = {
        0,
        -0.0,
        1,
        -1.5,
        1e300,
        1e-300,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        123456789012345.0
    };

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int n = random.nextInt(8); n > 0; n--) {
            int from = random.nextInt(LETTERS.length());
            word.appendCodePoint(LETTERS.codePointAt(Character.isLowSurrogate(LETTERS.charAt(from)) ? from - 1 : from));
        }
        return word.toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everySeriesComesBack(long seed) throws Exception {
        Random random = new Random(seed);
        Map<String, Double> expected = new HashMap<>();
        List<MetricSnapshot> snapshots = new ArrayList<>();
        for (int metric = 0; metric < 30; metric++) {
            MetricType type = random.nextBoolean() ? MetricType.GAUGE : MetricType.UNTYPED;
            String name = "metric_" + metric
                    + List.of("", "_total", "_info", "_bucket", "_sum").get(random.nextInt(5));
            Series series = Series.of(new MetricSpec(
                    name, type, "", word(random), List.of("a", "b", "c"), Convention.SONDE, Stability.EXPERIMENTAL));
            for (int i = random.nextInt(6); i > 0; i--) {
                Map<String, String> labels = new TreeMap<>();
                labels.put("a", word(random));
                labels.put("b", i + word(random));
                labels.values().removeIf(String::isEmpty);
                double value = VALUES[random.nextInt(VALUES.length)];
                series.add(value, series.labels(labels.get("a"), labels.get("b"), null));
                expected.put(name + labels, value);
            }
            snapshots.add(series.snapshot());
        }
        try (SondeRegistry registry = new SondeRegistry(LogSink.SILENT)) {
            registry.register("random", scrape -> snapshots);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ExpositionFormat.PROMETHEUS.write(registry.scrape(Scrape.everything(Duration.ofSeconds(20))), out);

            ParsedPage page = ParsedPage.parse(out.toString(StandardCharsets.UTF_8));

            expected.put("sonde_collector_failures_total" + Map.of("collector", "random"), 0.0);
            expected.put("sonde_collector_conflicts_total" + Map.of("collector", "random"), 0.0);
            page.values().remove("sonde_collector_duration_seconds" + Map.of("collector", "random"));
            assertThat(page.values()).containsExactlyInAnyOrderEntriesOf(expected);
        }
    }
}
