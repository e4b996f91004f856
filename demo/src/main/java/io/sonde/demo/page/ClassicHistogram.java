package io.sonde.demo.page;

import java.util.Map;
import java.util.TreeMap;

/** A histogram put together from {@code _bucket} samples, those of several series added up. Not for several threads. */
public final class ClassicHistogram {
    /** Upper edge to the number of values at or below it. */
    private final TreeMap<Double, Double> cumulative = new TreeMap<>();

    /** Adds one {@code _bucket} sample; series that are added to each other must have the same edges. */
    public void add(Sample bucket) {
        String edge = bucket.label("le");
        double upper = edge.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(edge);
        cumulative.merge(upper, bucket.value(), Double::sum);
    }

    /** How many values there are. */
    public double count() {
        return cumulative.isEmpty() ? 0 : cumulative.lastEntry().getValue();
    }

    /**
     * A quantile as Prometheus's {@code histogram_quantile} computes it: linear inside a bucket, the highest finite edge for
     * what lies above it.
     *
     * @param q from 0 to 1
     * @return NaN if there are no values
     */
    public double quantile(double q) {
        double count = count();
        if (count == 0) {
            return Double.NaN;
        }
        double rank = q * count;
        double lower = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : cumulative.entrySet()) {
            double upper = bucket.getKey();
            double upTo = bucket.getValue();
            if (upTo >= rank && upTo > below) {
                return Double.isInfinite(upper) ? lower : lower + (upper - lower) * (rank - below) / (upTo - below);
            }
            lower = Double.isInfinite(upper) ? lower : upper;
            below = upTo;
        }
        return lower;
    }
}
