package io.sonde.endpoint.registry;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import io.sonde.core.latency.LatencySnapshot;
import io.sonde.core.metric.MetricSpec;
import io.sonde.core.metric.MetricType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the series of one metric of the catalogue for one page. Used by one thread.
 *
 * <p>The catalogue has counters whose names, kept from other exporters, do not end in {@code _total}. The formats add that
 * to a counter's name, so these are published without a type: the name is the contract, and Prometheus stores no type.
 */
public final class Series {

    private final MetricSpec spec;
    private final HistogramForm form;
    private final Set<String> allowed;
    private final List<DataPointSnapshot> points = new ArrayList<>();

    private Series(MetricSpec spec, HistogramForm form) {
        this.spec = spec;
        this.form = form;
        this.allowed = new HashSet<>(spec.labels());
    }

    /** Starts with no series; histograms in the classic form. */
    public static Series of(MetricSpec spec) {
        return of(spec, HistogramForm.CLASSIC);
    }

    public static Series of(MetricSpec spec, HistogramForm form) {
        return new Series(spec, form);
    }

    /**
     * The labels of a series by position.
     *
     * @param values one for each of the spec's labels, in their order; null or empty for none
     */
    public Labels labels(@Nullable String... values) {
        if (values.length != spec.labels().size()) {
            throw new IllegalArgumentException(
                    spec.name() + " has the labels " + spec.labels() + ", not " + values.length);
        }
        Labels.Builder labels = Labels.builder();
        for (int i = 0; i < values.length; i++) {
            String value = values[i];
            if (value != null && !value.isEmpty()) {
                labels.label(spec.labels().get(i), value);
            }
        }
        return labels.build();
    }

    /** Adds a series of a counter, a gauge or a metric without a type. */
    public Series add(double value, Labels labels) {
        check(labels);
        points.add(
                switch (spec.type()) {
                    case COUNTER ->
                        isTotal()
                                ? new CounterDataPointSnapshot(value, labels, null, 0)
                                : new UnknownDataPointSnapshot(value, labels, null);
                    case UNTYPED -> new UnknownDataPointSnapshot(value, labels, null);
                    case GAUGE -> new GaugeDataPointSnapshot(value, labels, null);
                    case INFO, HISTOGRAM, SUMMARY -> throw wrong("a number");
                });
        return this;
    }

    /** Adds a series of a whole number, exact up to 2^53. */
    public Series add(long value, Labels labels) {
        return add((double) value, labels);
    }

    /** Adds a series of an info. */
    public Series add(Labels labels) {
        check(labels);
        if (spec.type() != MetricType.INFO) {
            throw wrong("labels alone");
        }
        points.add(new InfoDataPointSnapshot(labels));
        return this;
    }

    /** Adds a series of a histogram of seconds. */
    public Series add(LatencySnapshot latencies, Labels labels) {
        return add(latencies, labels, Exemplars.EMPTY);
    }

    /** Adds a series of a histogram of seconds with exemplars, of which each bucket shows its latest; OpenMetrics alone can carry them. */
    public Series add(LatencySnapshot latencies, Labels labels, Exemplars exemplars) {
        check(labels);
        if (spec.type() != MetricType.HISTOGRAM) {
            throw wrong("latencies");
        }
        points.add(form.point(latencies, labels, exemplars));
        return this;
    }

    /**
     * Adds a series of a histogram of whole numbers, in the classic form.
     *
     * @param edges upper edges of all buckets but the last, ascending
     * @param counts of each bucket alone; one more than there are edges
     */
    public Series add(double[] edges, long[] counts, double sum, Labels labels) {
        check(labels);
        if (spec.type() != MetricType.HISTOGRAM) {
            throw wrong("buckets");
        }
        double[] all = Arrays.copyOf(edges, edges.length + 1);
        all[edges.length] = Double.POSITIVE_INFINITY;
        points.add(new HistogramDataPointSnapshot(
                ClassicHistogramBuckets.of(all, counts), sum, labels, Exemplars.EMPTY, 0));
        return this;
    }

    /**
     * Adds a series of a histogram of anything.
     *
     * @param edges upper edges, ascending, with infinity as the last
     * @param counts what fell into each bucket, not cumulative; whole numbers
     */
    public Series add(double[] edges, double[] counts, double sum, Labels labels) {
        check(labels);
        if (spec.type() != MetricType.HISTOGRAM) {
            throw wrong("buckets");
        }
        long[] whole = new long[counts.length];
        for (int i = 0; i < counts.length; i++) {
            whole[i] = Math.round(counts[i]);
        }
        points.add(new HistogramDataPointSnapshot(
                ClassicHistogramBuckets.of(edges, whole), sum, labels, Exemplars.EMPTY, 0));
        return this;
    }

    /** Adds a series of a summary without quantiles. */
    public Series add(long count, double sum, Labels labels) {
        check(labels);
        if (spec.type() != MetricType.SUMMARY) {
            throw wrong("a count and a sum");
        }
        points.add(new SummaryDataPointSnapshot(count, sum, Quantiles.EMPTY, labels, Exemplars.EMPTY, 0));
        return this;
    }

    /**
     * All that was added.
     *
     * @throws IllegalArgumentException if two series have the same labels
     */
    public MetricSnapshot snapshot() {
        MetricMetadata metadata = metadata();
        return switch (spec.type()) {
            case COUNTER ->
                isTotal()
                        ? new CounterSnapshot(metadata, all(CounterDataPointSnapshot.class))
                        : new UnknownSnapshot(metadata, all(UnknownDataPointSnapshot.class));
            case UNTYPED -> new UnknownSnapshot(metadata, all(UnknownDataPointSnapshot.class));
            case GAUGE -> new GaugeSnapshot(metadata, all(GaugeDataPointSnapshot.class));
            case INFO -> new InfoSnapshot(metadata, all(InfoDataPointSnapshot.class));
            case HISTOGRAM -> new HistogramSnapshot(metadata, all(HistogramDataPointSnapshot.class));
            case SUMMARY -> new SummarySnapshot(metadata, all(SummaryDataPointSnapshot.class));
        };
    }

    private MetricMetadata metadata() {
        return MetricMetadata.builder()
                .name(nameInModel(spec))
                .expositionBaseName(spec.name())
                .originalName(spec.name())
                .help(spec.help())
                .build();
    }

    /** What Prometheus's model calls this metric, and by which it sorts a page: without what the formats add for its type. */
    public static String nameInModel(MetricSpec spec) {
        String name = spec.name();
        String suffix =
                switch (spec.type()) {
                    case COUNTER -> name.endsWith("_total") ? "_total" : "";
                    case INFO -> "_info";
                    case GAUGE, HISTOGRAM, SUMMARY, UNTYPED -> "";
                };
        return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
    }

    private boolean isTotal() {
        return spec.name().endsWith("_total");
    }

    private void check(Labels labels) {
        for (int i = 0; i < labels.size(); i++) {
            if (!allowed.contains(labels.getName(i))) {
                throw new IllegalArgumentException(
                        spec.name() + " has the labels " + spec.labels() + ", and no " + labels.getName(i));
            }
        }
    }

    private IllegalArgumentException wrong(String value) {
        return new IllegalArgumentException(spec.name() + " is of type " + spec.type() + " and does not take " + value);
    }

    private <T extends DataPointSnapshot> List<T> all(Class<T> type) {
        return points.stream().map(type::cast).toList();
    }
}
