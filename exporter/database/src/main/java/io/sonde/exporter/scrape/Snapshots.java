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
        for (Samples.Family family : samples.families()) {
            snapshots.add(snapshot(family, ownLabels));
        }
        return snapshots;
    }

    /** Without what a peer does not have: the target, and with its own metrics all that joins them to a client's. */
    static List<MetricSnapshot> ofPeer(Samples samples) {
        List<MetricSnapshot> snapshots = new ArrayList<>();
        for (Samples.Family family : samples.families()) {
            MetricSpec spec = family.spec();
            boolean own = spec.convention() == Convention.SONDE || spec.convention() == Convention.OPENTELEMETRY;
            List<String> kept = own || !spec.labels().contains(Labels.TARGET)
                    ? without(spec.labels(), Set.of(Labels.TARGET))
                    : without(spec.labels(), spec.convention() == Convention.CUSTOM ? OF_TARGETS : OURS);
            Samples.Family peer = new Samples.Family(with(spec, kept), new ArrayList<>());
            Set<io.prometheus.metrics.model.snapshots.Labels> seen = new HashSet<>();
            for (Samples.Sample sample : family.samples()) {
                io.prometheus.metrics.model.snapshots.Labels labels = only(sample.labels(), kept);
                if (seen.add(labels)) {
                    peer.samples().add(new Samples.Sample(labels, sample.value(), sample.buckets()));
                }
            }
            snapshots.add(snapshot(peer, Set.of()));
        }
        return snapshots;
    }

    private static List<String> without(List<String> labels, Set<String> unwanted) {
        return labels.stream().filter(label -> !unwanted.contains(label)).toList();
    }

    private static io.prometheus.metrics.model.snapshots.Labels only(
            io.prometheus.metrics.model.snapshots.Labels labels, List<String> kept) {
        io.prometheus.metrics.model.snapshots.Labels.Builder some =
                io.prometheus.metrics.model.snapshots.Labels.builder();
        for (int i = 0; i < labels.size(); i++) {
            if (kept.contains(labels.getName(i))) {
                some.label(labels.getName(i), labels.getValue(i));
            }
        }
        return some.build();
    }

    private static MetricSnapshot snapshot(Samples.Family family, Set<String> ownLabels) {
        MetricSpec spec = family.spec();
        boolean ofTarget = spec.labels().contains(Labels.TARGET);
        Series series = Series.of(ofTarget ? with(spec, ownLabels) : spec);
        // Told once is what is told of each database of a target, such as a reason, and what is found on several
        // targets, such as the text
        // of a query. A number that is found twice is a collector's mistake, and may not cost the page.
        Set<io.prometheus.metrics.model.snapshots.Labels> told = new HashSet<>();
        for (Samples.Sample sample : family.samples()) {
            if (!told.add(sample.labels())) {
                continue;
            }
            Samples.Buckets buckets = sample.buckets();
            if (buckets != null) {
                series.add(buckets.edges(), buckets.counts(), sample.value(), sample.labels());
            } else if (spec.type() == MetricType.INFO) {
                series.add(sample.labels());
            } else {
                series.add(sample.value(), sample.labels());
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
