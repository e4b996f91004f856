package io.sonde.endpoint.simpleclient;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The series of one histogram or summary with the same labels, gathered from the samples of its parts. */
final class Points {

    private final Labels labels;
    private final TreeMap<Double, Double> cumulative = new TreeMap<>();
    private final TreeMap<Double, Double> quantiles = new TreeMap<>();
    private final List<Exemplar> exemplars = new ArrayList<>();
    private double sum = Double.NaN;
    private double count = Double.NaN;
    private long createdMillis;
    private long timestampMillis;

    Points(Labels labels) {
        this.labels = labels;
    }

    /** Takes a sample by the suffix that its name has after the family's. Others than the known ones are left out. */
    void add(Family.Sample sample, String suffix) {
        switch (suffix) {
            case "_bucket" -> put(cumulative, sample.label("le"), sample.value());
            case "_sum", "_gsum" -> sum = sample.value();
            case "_count", "_gcount" -> count = sample.value();
            case "_created" -> createdMillis = (long) (sample.value() * 1000);
            case "" -> put(quantiles, sample.label("quantile"), sample.value());
            default -> {
                return;
            }
        }
        if (sample.exemplar() != null) {
            exemplars.add(sample.exemplar());
        }
        timestampMillis = Math.max(timestampMillis, sample.timestamp());
    }

    private static void put(Map<Double, Double> values, @Nullable String key, double value) {
        if (key == null) {
            return;
        }
        try {
            values.put(key.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.valueOf(key), value);
        } catch (NumberFormatException e) {
            // A collector of somebody else's; what is no number has no place in a histogram.
            return;
        }
    }

    HistogramDataPointSnapshot histogram() {
        double total = Double.isNaN(count) && !cumulative.isEmpty()
                ? cumulative.lastEntry().getValue()
                : count;
        cumulative.putIfAbsent(Double.POSITIVE_INFINITY, Double.isNaN(total) ? 0 : total);
        double[] edges = new double[cumulative.size()];
        long[] counts = new long[edges.length];
        long below = 0;
        int i = 0;
        for (Map.Entry<Double, Double> bucket : cumulative.entrySet()) {
            // Buckets that were read while they grew may be smaller than the one before.
            long upTo = Math.max(below, bucket.getValue().longValue());
            edges[i] = bucket.getKey();
            counts[i++] = upTo - below;
            below = upTo;
        }
        return HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(ClassicHistogramBuckets.of(edges, counts))
                .sum(sum)
                .exemplars(Exemplars.of(exemplars))
                .createdTimestampMillis(createdMillis)
                .scrapeTimestampMillis(timestampMillis)
                .build();
    }

    SummaryDataPointSnapshot summary() {
        List<Quantile> all = new ArrayList<>();
        quantiles.forEach((quantile, value) -> {
            if (quantile >= 0 && quantile <= 1) {
                all.add(new Quantile(quantile, value));
            }
        });
        SummaryDataPointSnapshot.Builder summary = SummaryDataPointSnapshot.builder()
                .labels(labels)
                .quantiles(Quantiles.of(all))
                .sum(sum)
                .exemplars(Exemplars.of(exemplars))
                .createdTimestampMillis(createdMillis)
                .scrapeTimestampMillis(timestampMillis);
        return Double.isNaN(count)
                ? summary.build()
                : summary.count((long) count).build();
    }
}
