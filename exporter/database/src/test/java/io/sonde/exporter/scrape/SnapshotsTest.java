package io.sonde.exporter.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sonde.core.metric.DatabaseClientMetrics;
import io.sonde.core.metric.PostgresMetrics;
import io.sonde.core.metric.TargetMetrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What several databases or targets say alike must not make a page that cannot be written. */
class SnapshotsTest {

    private static List<String> page(Samples samples, String... ownLabels) throws IOException {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(page, new MetricSnapshots(Snapshots.of(samples, Set.of(ownLabels))));
        return page.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    @Test
    void whatEachDatabaseOfATargetSaysAlikeIsToldOnce() throws IOException {
        Samples samples = new Samples();
        Labels reason = Labels.of("target", "shop", "collector", "plans", "reason", "extension_missing");
        samples.add(TargetMetrics.SKIPPED_INFO, reason, 1);
        samples.add(TargetMetrics.SKIPPED_INFO, reason, 1);
        samples.add(TargetMetrics.SKIPPED_INFO, Labels.of("target", "till", "collector", "plans"), 1);
        assertThat(page(samples)).hasSize(2).allMatch(line -> line.endsWith(" 1"));
    }

    @Test
    void aTextFoundOnSeveralTargetsIsToldOnce() throws IOException {
        Samples first = new Samples();
        Samples second = new Samples();
        Labels text = Labels.of("query_id", "00000000000000ab", "db_query_text", "select ?");
        first.add(DatabaseClientMetrics.QUERY_INFO, text, 1);
        second.add(DatabaseClientMetrics.QUERY_INFO, text, 1);
        first.addAll(second);
        assertThat(page(first)).hasSize(1);
    }

    @Test
    void valuesThatAreEqualStayApartByTheirLabels() throws IOException {
        Samples samples = new Samples();
        samples.add(PostgresMetrics.UP, Labels.of("target", "shop"), 1);
        samples.add(PostgresMetrics.UP, Labels.of("target", "till", "region", "north"), 1);
        assertThat(page(samples, "region"))
                .containsExactlyInAnyOrder("pg_up{target=\"shop\"} 1.0", "pg_up{region=\"north\",target=\"till\"} 1.0");
    }

    @Test
    void aNumberFoundTwiceCostsNeitherThePageNorItsFirstValue() throws IOException {
        Samples samples = new Samples();
        samples.add(PostgresMetrics.UP, Labels.of("target", "shop"), 1);
        samples.add(PostgresMetrics.UP, Labels.of("target", "shop"), 0);
        samples.add(PostgresMetrics.UP, Labels.of("target", "till"), 0);
        assertThat(page(samples)).containsExactly("pg_up{target=\"shop\"} 1.0", "pg_up{target=\"till\"} 0.0");
    }
}
