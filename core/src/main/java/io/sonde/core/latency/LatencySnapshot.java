package io.sonde.core.latency;

import java.util.Arrays;

/** Latencies counted up to a moment, or between two moments. Immutable. */
public final class LatencySnapshot {

    private final LatencyBounds bounds;
    private final long[] counts;
    private final long sumNanos;
    private final long count;

    /** Takes the array as its own. */
    LatencySnapshot(LatencyBounds bounds, long[] counts, long sumNanos) {
        this.bounds = bounds;
        this.counts = counts;
        this.sumNanos = sumNanos;
        long count = 0;
        for (long c : counts) {
            count += c;
        }
        this.count = count;
    }

    /** A snapshot without a latency. */
    public static LatencySnapshot empty(LatencyBounds bounds) {
        return new LatencySnapshot(bounds, new long[bounds.bins()], 0);
    }

    public LatencyBounds bounds() {
        return bounds;
    }

    /** How many latencies; always the sum of {@link #classicCounts()}, and of the {@link #nativeBuckets()} with the zero bucket. */
    public long count() {
        return count;
    }

    public long sumNanos() {
        return sumNanos;
    }

    public double sumSeconds() {
        return sumNanos / 1e9;
    }

    /** Latencies in one fine bin. */
    public long binCount(int bin) {
        return counts[bin];
    }

    /** Latencies between a classic edge and the one before it, not cumulative, for each edge of the bounds and for +Inf. */
    public long[] classicCounts() {
        long[] classic = new long[bounds.classicEdges() + 1];
        int bin = 0;
        for (int edge = 0; edge < classic.length; edge++) {
            int last = edge < bounds.classicEdges() ? bounds.binOfClassicEdge(edge) : counts.length - 1;
            long sum = 0;
            while (bin <= last) {
                sum += counts[bin++];
            }
            classic[edge] = sum;
        }
        return classic;
    }

    /** The same latencies as a native histogram. */
    public NativeBuckets nativeBuckets() {
        int first = LatencyBounds.FIRST_NATIVE_EDGE;
        int last = LatencyBounds.LAST_NATIVE_EDGE;
        int[] indexes = new int[last - first + 1];
        long[] sums = new long[indexes.length];
        int size = 0;
        int bin = 1;
        for (int edge = first + 1; edge <= last + 1; edge++) {
            int lastBin = edge <= last ? bounds.binOfNativeEdge(edge) : counts.length - 1;
            long sum = 0;
            while (bin <= lastBin) {
                sum += counts[bin++];
            }
            if (sum != 0) {
                indexes[size] = edge;
                sums[size++] = sum;
            }
        }
        return new NativeBuckets(counts[0], Arrays.copyOf(indexes, size), Arrays.copyOf(sums, size));
    }

    /**
     * The latency, in seconds, below which the share {@code q} of all lies, found by linear interpolation within a fine bin (at most
     * 9 % wide). NaN when nothing was counted; 1024 when it lies beyond the last edge.
     *
     * @throws IllegalArgumentException when {@code q} is not between 0 and 1
     */
    public double quantileSeconds(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("a quantile must be between 0 and 1, not " + q);
        }
        if (count == 0) {
            return Double.NaN;
        }
        double rank = q * count;
        long below = 0;
        int bin = 0;
        while (below + counts[bin] < rank || counts[bin] == 0) {
            below += counts[bin++];
        }
        double lower = bin == 0 ? 0 : bounds.upperNanos(bin - 1);
        if (bin == counts.length - 1) {
            return lower / 1e9;
        }
        double share = (rank - below) / counts[bin];
        return (lower + (bounds.upperNanos(bin) - lower) * share) / 1e9;
    }

    /**
     * Both together.
     *
     * @throws IllegalArgumentException when the bounds differ
     */
    public LatencySnapshot plus(LatencySnapshot other) {
        requireSameBounds(other);
        long[] sums = counts.clone();
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.counts[i];
        }
        return new LatencySnapshot(bounds, sums, sumNanos + other.sumNanos);
    }

    /**
     * What this one has more than an earlier one of the same recorder. No count and no sum of the result is negative: where the
     * other has more, which an earlier one never has, the result has 0.
     *
     * @throws IllegalArgumentException when the bounds differ
     */
    public LatencySnapshot minus(LatencySnapshot other) {
        requireSameBounds(other);
        long[] differences = counts.clone();
        for (int i = 0; i < differences.length; i++) {
            differences[i] = Math.max(0, differences[i] - other.counts[i]);
        }
        return new LatencySnapshot(bounds, differences, Math.max(0, sumNanos - other.sumNanos));
    }

    @Override
    public boolean equals(Object other) {
        return other == this
                || (other instanceof LatencySnapshot that
                        && sumNanos == that.sumNanos
                        && bounds.equals(that.bounds)
                        && Arrays.equals(counts, that.counts));
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(counts) + Long.hashCode(sumNanos);
    }

    @Override
    public String toString() {
        return "LatencySnapshot[count=" + count + ", sumNanos=" + sumNanos + "]";
    }

    private void requireSameBounds(LatencySnapshot other) {
        if (!bounds.equals(other.bounds)) {
            throw new IllegalArgumentException("snapshots of different bounds: " + bounds + " and " + other.bounds);
        }
    }
}
