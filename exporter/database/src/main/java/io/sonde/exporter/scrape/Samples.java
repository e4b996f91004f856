package io.sonde.exporter.scrape;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.MetricSpec;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values by metric, as they are found. For one thread at a time. */
public final class Samples {

    /** Upper edges, ascending, with infinity as the last, and how much fell into each bucket. */
    @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
    record Buckets(double[] edges, double[] counts) {}

    private final Map<String, Family> families = new LinkedHashMap<>();

    public void add(MetricSpec spec, Labels labels, double value) {
        family(spec).add(labels, value, null);
    }

    /**
     * Adds a histogram.
     *
     * @param edges upper edges, ascending, without infinity
     * @param cumulative how many were at most as large as each edge, and how many there were in all as the last
     */
    public void addHistogram(MetricSpec spec, Labels labels, double[] edges, double[] cumulative, double sum) {
        double[] all = Arrays.copyOf(edges, edges.length + 1);
        all[edges.length] = Double.POSITIVE_INFINITY;
        double[] counts = new double[all.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = cumulative[i] - (i == 0 ? 0 : cumulative[i - 1]);
        }
        family(spec).add(labels, sum, new Buckets(all, counts));
    }

    /** Adds everything that was found elsewhere. */
    void addAll(Samples others) {
        for (Family family : others.families.values()) {
            family(family.spec()).addAll(family);
        }
    }

    /** How many series there are. */
    public int size() {
        int size = 0;
        for (Family family : families.values()) {
            size += family.size();
        }
        return size;
    }

    Collection<Family> families() {
        return families.values();
    }

    private Family family(MetricSpec spec) {
        Family family = families.get(spec.name());
        if (family == null) {
            family = new Family(spec);
            families.put(spec.name(), family);
        }
        return family;
    }
}
