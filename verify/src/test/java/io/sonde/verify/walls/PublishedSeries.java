package io.sonde.verify.walls;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.core.metric.Catalogue;
import io.sonde.core.metric.MetricSpec;
import io.sonde.core.metric.MetricType;
import io.sonde.verify.json.Json;
import io.sonde.verify.servers.Prometheus;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a Prometheus took from the agent and from the exporter, against the catalogue. */
final class PublishedSeries {
    /** The shop's own metric, which the agent's page carries because the shop registered it. */
    private static final String OF_THE_SHOP = "shop_";

    /** What Prometheus adds to every scrape. */
    private static final Set<String> OF_PROMETHEUS = Set.of(
            "up",
            "scrape_duration_seconds",
            "scrape_samples_scraped",
            "scrape_samples_post_metric_relabeling",
            "scrape_series_added");

    /** The target's labels, and those that belong to a type. */
    private static final Set<String> NOT_OF_THE_METRIC = Set.of("__name__", "job", "instance", "le", "quantile");

    private final Prometheus prometheus;

    PublishedSeries(Prometheus prometheus) {
        this.prometheus = prometheus;
    }

    /** Names that the catalogue does not have, and labels beyond those of a metric. */
    Set<String> faults() throws Exception {
        Set<String> faults = new TreeSet<>();
        for (String job : Set.of(WallsConfiguration.APPLICATION, WallsConfiguration.EXPORTER)) {
            List<Json> all = prometheus
                    .get("/api/v1/series", Map.of("match[]", "{job=\"" + job + "\"}"))
                    .list();
            assertThat(all).as(job).hasSizeGreaterThan(100);
            for (Json series : all) {
                String name = series.get("__name__").text();
                if (isOfOthers(name)) {
                    continue;
                }
                Set<String> labels = new HashSet<>(series.keys());
                labels.removeAll(NOT_OF_THE_METRIC);
                Optional<MetricSpec> spec = Catalogue.find(name);
                spec.ifPresent(known -> labels.removeAll(known.labels()));
                if (spec.isEmpty()) {
                    faults.add(job + ": " + name + " is not in the catalogue");
                } else if (!labels.isEmpty()) {
                    faults.add(job + ": " + name + " has labels beyond its own: " + new TreeSet<>(labels));
                }
            }
        }
        return faults;
    }

    private static boolean isOfOthers(String name) {
        return OF_PROMETHEUS.contains(name)
                || name.startsWith(OF_THE_SHOP)
                || name.startsWith("ALERTS")
                || name.contains(":");
    }

    /** Metrics whose type is another than the catalogue's. */
    Set<String> faultsOfTypes() throws Exception {
        Json metadata = prometheus.get("/api/v1/metadata", Map.of());
        assertThat(metadata.keys()).hasSizeGreaterThan(50);
        Set<String> faults = new TreeSet<>();
        for (String name : metadata.keys()) {
            if (!isOfOthers(name)) {
                String type = metadata.get(name).get(0).get("type").text();
                // OpenMetrics names a family without what its type appends
                Optional<MetricSpec> spec = Stream.of(name, name + "_total", name + "_info")
                        .flatMap(candidate -> Catalogue.find(candidate).stream())
                        .findFirst();
                if (spec.isEmpty()) {
                    faults.add(name + " is not in the catalogue");
                } else if (!types(spec.get()).contains(type)) {
                    faults.add(name + " is a " + type + ", in the catalogue a "
                            + spec.get().type());
                }
            }
        }
        return faults;
    }

    /*
     * The text format has no info, which is a gauge there. OpenMetrics allows a counter only under a name that ends with
     * _total; names of other exporters that do not are published without a type.
     */
    private static Set<String> types(MetricSpec spec) {
        return switch (spec.type()) {
            case INFO -> Set.of("info", "gauge");
            case UNTYPED -> Set.of("unknown");
            case COUNTER -> spec.name().endsWith("_total") ? Set.of("counter") : Set.of("counter", "unknown");
            case GAUGE, HISTOGRAM, SUMMARY -> Set.of(name(spec.type()));
        };
    }

    private static String name(MetricType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
