package io.sonde.endpoint.registry;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import io.sonde.core.latency.LatencyBounds;
import io.sonde.core.latency.LatencySnapshot;
import io.sonde.core.latency.NativeBuckets;
import java.util.Arrays;

/** Which buckets of a latency histogram are published. */
public enum HistogramForm {
    /** Fixed {@code le} edges, which dashboards and rules count on. */
    CLASSIC,
    /** These, and the buckets of a native histogram of schema 3, which only some ways out can carry. */
    CLASSIC_AND_NATIVE;

    HistogramDataPointSnapshot point(LatencySnapshot latencies, Labels labels, Exemplars exemplars) {
        double[] finite = latencies.bounds().classicSeconds();
        double[] edges = Arrays.copyOf(finite, finite.length + 1);
        edges[finite.length] = Double.POSITIVE_INFINITY;
        ClassicHistogramBuckets classic = ClassicHistogramBuckets.of(edges, latencies.classicCounts());
        if (this == CLASSIC) {
            return new HistogramDataPointSnapshot(classic, latencies.sumSeconds(), labels, exemplars, 0);
        }
        NativeBuckets fine = latencies.nativeBuckets();
        return new HistogramDataPointSnapshot(
                classic,
                LatencyBounds.NATIVE_SCHEMA,
                fine.zeroCount(),
                LatencyBounds.NATIVE_ZERO_THRESHOLD,
                NativeHistogramBuckets.of(fine.indexes(), fine.counts()),
                NativeHistogramBuckets.EMPTY,
                latencies.sumSeconds(),
                labels,
                exemplars,
                0);
    }
}
