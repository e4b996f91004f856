package io.sonde.exporter.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sonde.core.metric.Catalogue;
import io.sonde.core.metric.MetricSpec;
import io.sonde.core.metric.MetricType;
import io.sonde.endpoint.http.GzipBody;
import io.sonde.endpoint.http.Request;
import io.sonde.endpoint.http.Response;
import io.sonde.endpoint.page.Passage;
import io.sonde.endpoint.page.RememberedPage;
import io.sonde.endpoint.page.Room;
import io.sonde.endpoint.page.ScrapeRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that follow each other, written with and without what the one before them left. */
class FamilyPassageTest {

    private static final List<MetricSpec> SPECS = Catalogue.all().stream()
            .filter(spec -> spec.type() != MetricType.SUMMARY && spec.labels().contains("target"))
            .toList();

    private final RememberedPage remembered = new RememberedPage(new Room(Long.MAX_VALUE));

    private static Response answer(Samples page, String accept, RememberedPage before) {
        Request request = new Request("/probe", Map.of(), name -> name.equals("Accept") ? accept : null, 0);
        return ScrapeRequest.answer(request, FamilyPassage.of(page.families()), before);
    }

    private static String plain(Response response) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        response.body().writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String unzipped(Response response) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ((GzipBody) response.body()).writeGzipTo(out);
        return new String(
                new GZIPInputStream(new ByteArrayInputStream(out.toByteArray())).readAllBytes(),
                StandardCharsets.UTF_8);
    }

    private static void add(Samples page, MetricSpec spec, int number, double value) {
        Labels labels = Labels.of("target", "shop é \"" + number + "\"");
        if (spec.type() == MetricType.HISTOGRAM) {
            page.addHistogram(spec, labels, new double[] {1, 2}, new double[] {value, value + 1, value + 3}, value);
        } else {
            page.add(spec, labels, value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/openmetrics-text;version=1.0.0"})
    void aPageSaysTheSameWithAndWithoutWhatIsRemembered(String accept) throws IOException {
        Random random = new Random(11);
        int[] sizes = random.ints(SPECS.size(), 0, 30).toArray();
        double[] values = random.doubles(SPECS.size()).toArray();
        for (int round = 0; round < 25; round++) {
            Samples page = new Samples();
            for (int i = 0; i < sizes.length; i++) {
                if (random.nextInt(30) == 0) {
                    sizes[i] = random.nextInt(30);
                }
                if (random.nextInt(10) == 0) {
                    values[i] = random.nextInt(1_000);
                }
                for (int j = 0; j < sizes[i]; j++) {
                    add(page, SPECS.get(i), j, values[i] + j);
                }
            }
            String expected = plain(answer(page, accept, remembered));
            assertThat(unzipped(answer(page, accept, remembered))).isEqualTo(expected);
            assertThat(unzipped(answer(page, accept, new RememberedPage(new Room(0)))))
                    .isEqualTo(expected);
        }
    }

    private static Samples one(double value, String... labels) {
        Samples page = new Samples();
        page.add(Catalogue.find("pg_up").orElseThrow(), Labels.of("target", "shop"), 1);
        page.add(Catalogue.find("pg_stat_statements_calls_total").orElseThrow(), Labels.of(labels), value);
        return page;
    }

    @Test
    void whatChangesIsWrittenAnew() throws IOException {
        String text = "text/plain";
        assertThat(unzipped(answer(one(1, "queryid", "7"), text, remembered))).contains("{queryid=\"7\"} 1.0\n");
        assertThat(unzipped(answer(one(2, "queryid", "7"), text, remembered))).contains("{queryid=\"7\"} 2.0\n");
        assertThat(unzipped(answer(one(2, "queryid", "8"), text, remembered)))
                .contains("{queryid=\"8\"} 2.0\n")
                .doesNotContain("queryid=\"7\"");
        assertThat(unzipped(answer(one(Double.NaN, "queryid", "8"), text, remembered)))
                .contains("{queryid=\"8\"} NaN\n");
    }

    @Test
    void whatIsNotThereAnyMoreIsNotOnThePage() throws IOException {
        assertThat(unzipped(answer(one(1, "queryid", "7"), "text/plain", remembered)))
                .contains("calls_total{");
        Samples less = new Samples();
        less.add(Catalogue.find("pg_up").orElseThrow(), Labels.of("target", "shop"), 1);
        assertThat(unzipped(answer(less, "text/plain", remembered)))
                .contains("pg_up 1.0\n")
                .doesNotContain("calls_total");
    }

    @Test
    void formatsDoNotMix() throws IOException {
        String open = "application/openmetrics-text;version=1.0.0";
        for (int i = 0; i < 2; i++) {
            assertThat(unzipped(answer(one(1, "queryid", "7"), open, remembered)))
                    .endsWith("\n# EOF\n")
                    .containsOnlyOnce("# EOF");
            assertThat(unzipped(answer(one(1, "queryid", "7"), "text/plain", remembered)))
                    .doesNotContain("# EOF");
        }
    }

    @Test
    void aMetricMoreChangesOnlyThePassageThatItIsIn() {
        Samples before = new Samples();
        Samples after = new Samples();
        for (int i = 0; i < SPECS.size(); i++) {
            add(before, SPECS.get(i), 0, 1);
            add(after, SPECS.get(i), 0, 1);
        }
        MetricSpec more = SPECS.get(SPECS.size() / 2);
        add(after, more, 1, 1);
        List<Passage> first = FamilyPassage.of(before.families());
        List<Passage> second = FamilyPassage.of(after.families());
        assertThat(first.size()).isBetween(SPECS.size() / 64, SPECS.size() / 4);
        int changed = 0;
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i).name()).isEqualTo(first.get(i).name());
            changed += second.get(i).digest().equals(first.get(i).digest()) ? 0 : 1;
        }
        assertThat(changed).isEqualTo(1);
    }

    @Test
    void passagesHaveEachMetricOnceInThePagesOrder() {
        Samples page = new Samples();
        Random random = new Random(3);
        List<MetricSpec> specs = new ArrayList<>(SPECS);
        java.util.Collections.shuffle(specs, random);
        specs.forEach(spec -> {
            int size = random.nextInt(20);
            for (int i = 0; i < size; i++) {
                add(page, spec, i, i);
            }
        });
        List<String> names = new ArrayList<>();
        List<io.prometheus.metrics.model.snapshots.MetricSnapshot> all = new ArrayList<>();
        Set<String> passages = new HashSet<>();
        for (Passage passage : FamilyPassage.of(page.families())) {
            assertThat(passages.add(passage.name())).isTrue();
            new MetricSnapshots(passage.snapshots())
                    .forEach(metric -> names.add(metric.getMetadata().getPrometheusName()));
            all.addAll(passage.snapshots());
        }
        List<String> sorted = new ArrayList<>();
        new MetricSnapshots(all)
                .forEach(metric -> sorted.add(metric.getMetadata().getPrometheusName()));
        assertThat(names).isEqualTo(sorted);
    }
}
