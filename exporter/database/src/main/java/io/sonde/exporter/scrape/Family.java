package io.sonde.exporter.scrape;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.MetricSpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All values of one metric, in the order in which they were found; with all of their labels, and of histograms with their buckets, beside
 * which the value is their sum. For one thread at a time.
 */
final class Family {

    /*
     * In arrays, because an object for each value would be most of what a page allocates before it is written. Those of the buckets, which
     * hardly any metric has, are made when the first is added.
     */

    private static final int FIRST = 2;
    private static final Samples.@Nullable Buckets[] NONE = {};

    private final MetricSpec spec;
    private Labels[] labels = new Labels[FIRST];
    private double[] values = new double[FIRST];
    private Samples.@Nullable Buckets[] buckets = NONE;
    private int size;

    Family(MetricSpec spec) {
        this.spec = spec;
    }

    MetricSpec spec() {
        return spec;
    }

    int size() {
        return size;
    }

    Labels labels(int index) {
        return labels[index];
    }

    double value(int index) {
        return values[index];
    }

    /** Null for what is no histogram. */
    Samples.@Nullable Buckets buckets(int index) {
        return index < buckets.length ? buckets[index] : null;
    }

    void add(Labels series, double value, Samples.@Nullable Buckets histogram) {
        room(size + 1);
        if (histogram != null) {
            if (buckets.length < labels.length) {
                buckets = Arrays.copyOf(buckets, labels.length);
            }
            buckets[size] = histogram;
        }
        labels[size] = series;
        values[size] = value;
        size++;
    }

    void addAll(Family others) {
        room(size + others.size);
        System.arraycopy(others.labels, 0, labels, size, others.size);
        System.arraycopy(others.values, 0, values, size, others.size);
        if (others.buckets.length > 0) {
            buckets = Arrays.copyOf(buckets, labels.length);
            System.arraycopy(others.buckets, 0, buckets, size, Math.min(others.size, others.buckets.length));
        }
        size += others.size;
    }

    private void room(int needed) {
        if (needed > labels.length) {
            int length = Math.max(needed, labels.length + labels.length / 2 + 1);
            labels = Arrays.copyOf(labels, length);
            values = Arrays.copyOf(values, length);
        }
    }
}
