package io.sonde.exporter.scrape;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.sonde.core.metric.Labels;
import io.sonde.core.metric.MetricSpec;
import io.sonde.core.metric.MetricType;
import io.sonde.endpoint.registry.Series;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Turns values into Prometheus's model. */
final class Snapshots {

    private Snapshots() {}

    /** @param ownLabels the names of labels that targets were given by their owner */
    static List<MetricSnapshot> of(Samples samples, Set<String> ownLabels) {
        List<MetricSnapshot> snapshots = new ArrayList<>();
        for (Samples.Family family : samples.families()) {
            snapshots.add(snapshot(family, ownLabels));
        }
        return snapshots;
    }

    private static MetricSnapshot snapshot(Samples.Family family, Set<String> ownLabels) {
        MetricSpec spec = family.spec();
        boolean ofTarget = spec.labels().contains(Labels.TARGET);
        Series series = Series.of(ofTarget ? with(spec, ownLabels) : spec);
        // What is told of each database of a target, such as a reason, is told once.
        boolean number = ofTarget && spec.type() != MetricType.INFO;
        // What is not of a target, like the text of a query, is found on several but is told once.
        Collection<Samples.Sample> found = number ? family.samples() : new LinkedHashSet<>(family.samples());
        for (Samples.Sample sample : found) {
            if (spec.type() == MetricType.INFO) {
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
        return new MetricSpec(
                spec.name(), spec.type(), spec.unit(), spec.help(), labels, spec.convention(), spec.stability());
    }
}
