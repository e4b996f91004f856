package io.sonde.exporter.scrape;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.MetricSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values by metric, as they are found. For one thread at a time. */
public final class Samples {

    /** One value with all of its labels. */
    record Sample(Labels labels, double value) {}

    /** All values of one metric. */
    record Family(MetricSpec spec, List<Sample> samples) {}

    private final Map<String, Family> families = new LinkedHashMap<>();

    public void add(MetricSpec spec, Labels labels, double value) {
        family(spec).samples().add(new Sample(labels, value));
    }

    /** Adds everything that was found elsewhere. */
    void addAll(Samples others) {
        for (Family family : others.families.values()) {
            family(family.spec()).samples().addAll(family.samples());
        }
    }

    Iterable<Family> families() {
        return families.values();
    }

    private Family family(MetricSpec spec) {
        Family family = families.get(spec.name());
        if (family == null) {
            family = new Family(spec, new ArrayList<>());
            families.put(spec.name(), family);
        }
        return family;
    }
}
