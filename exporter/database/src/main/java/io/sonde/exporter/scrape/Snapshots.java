package io.sonde.exporter.scrape;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.sonde.core.metric.Convention;
import io.sonde.core.metric.Labels;
import io.sonde.core.metric.MetricSpec;
import io.sonde.core.metric.MetricType;
import io.sonde.endpoint.registry.Series;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Turns values into Prometheus's model. */
final class Snapshots {

    private static final Set<String> OF_TARGETS = Set.of(
            Labels.TARGET, Labels.DB_SYSTEM_NAME, Labels.DB_NAMESPACE, Labels.SERVER_ADDRESS, Labels.SERVER_PORT);

    private static final Set<String> OURS = Set.of(
            Labels.TARGET,
            Labels.DB_SYSTEM_NAME,
            Labels.DB_NAMESPACE,
            Labels.SERVER_ADDRESS,
            Labels.SERVER_PORT,
            Labels.QUERY_ID);

    private Snapshots() {}

    /** @param ownLabels the names of labels that targets were given by their owner */
    static List<MetricSnapshot> of(Samples samples, Set<String> ownLabels) {
        List<MetricSnapshot> snapshots = new ArrayList<>();
        for (Family family : samples.families()) {
            MetricSpec spec = family.spec();
            boolean ofTarget = spec.labels().contains(Labels.TARGET);
            snapshots.add(snapshot(family, ofTarget ? with(spec, ownLabels) : spec, UnaryOperator.identity()));
        }
        return snapshots;
    }

    /** Without what a peer does not have: the target, and with its own metrics all that joins them to a client's. */
    static List<MetricSnapshot> ofPeer(Iterable<Family> families, Kept kept) {
        List<MetricSnapshot> snapshots = new ArrayList<>();
        for (Family family : families) {
            MetricSpec spec = family.spec();
            boolean own = spec.convention() == Convention.SONDE || spec.convention() == Convention.OPENTELEMETRY;
            List<String> names = own || !spec.labels().contains(Labels.TARGET)
                    ? without(spec.labels(), Set.of(Labels.TARGET))
                    : without(spec.labels(), spec.convention() == Convention.CUSTOM ? OF_TARGETS : OURS);
            snapshots.add(snapshot(family, with(spec, names), kept.only(names)));
        }
        return snapshots;
    }

    private static List<String> without(List<String> labels, Set<String> unwanted) {
        return labels.stream().filter(label -> !unwanted.contains(label)).toList();
    }

    private static MetricSnapshot snapshot(
            Family family, MetricSpec spec, UnaryOperator<io.prometheus.metrics.model.snapshots.Labels> shown) {
        Series series = Series.of(spec);
        // Told once is what is told of each database of a target, such as a reason, and what is found on several
        // targets, such as the text
        // of a query. A number that is found twice is a collector's mistake, and may not cost the page.
        Set<io.prometheus.metrics.model.snapshots.Labels> told = new HashSet<>();
        for (int i = 0; i < family.size(); i++) {
            io.prometheus.metrics.model.snapshots.Labels labels = shown.apply(family.labels(i));
            if (!told.add(labels)) {
                continue;
            }
            Samples.Buckets buckets = family.buckets(i);
            if (buckets != null) {
                series.add(buckets.edges(), buckets.counts(), family.value(i), labels);
            } else if (spec.type() == MetricType.INFO) {
                series.add(labels);
            } else {
                series.add(family.value(i), labels);
            }
        }
        return series.snapshot();
    }

    private static MetricSpec with(MetricSpec spec, Set<String> ownLabels) {
        if (ownLabels.isEmpty()) {
            return spec;
        }
        List<String> labels = new ArrayList<>(spec.labels());
        labels.addAll(ownLabels);
        return with(spec, labels);
    }

    private static MetricSpec with(MetricSpec spec, List<String> labels) {
        return new MetricSpec(
                spec.name(), spec.type(), spec.unit(), spec.help(), labels, spec.convention(), spec.stability());
    }
}
