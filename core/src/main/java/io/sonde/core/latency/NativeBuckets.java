package io.sonde.core.latency;

/**
 * A snapshot read as a native histogram of schema 3. Bucket {@code i} counts latencies above 2^((i-1)/8) and up to 2^(i/8) seconds, that
 * edge included; the zero bucket counts those up to {@link #zeroThreshold()}. Buckets without a latency are left out. What took longer
 * than 1024 seconds is in bucket 81, the first one beyond. Immutable.
 */
public final class NativeBuckets {

    private final long zeroCount;
    private final int[] indexes;
    private final long[] counts;

    /** Takes the arrays as its own. */
    NativeBuckets(long zeroCount, int[] indexes, long[] counts) {
        this.zeroCount = zeroCount;
        this.indexes = indexes;
        this.counts = counts;
    }

    public int schema() {
        return LatencyBounds.NATIVE_SCHEMA;
    }

    /** Upper bound of the zero bucket in seconds: 2^-20, about a microsecond. */
    public double zeroThreshold() {
        return LatencyBounds.NATIVE_ZERO_THRESHOLD;
    }

    public long zeroCount() {
        return zeroCount;
    }

    /** How many buckets have a latency. */
    public int size() {
        return indexes.length;
    }

    /** The bucket at a position from 0 to {@code size() - 1}; they ascend. */
    public int index(int position) {
        return indexes[position];
    }

    /** Latencies in the bucket at a position, not cumulative. */
    public long count(int position) {
        return counts[position];
    }

    /** All the bucket indexes, ascending. A copy. */
    public int[] indexes() {
        return indexes.clone();
    }

    /** The counts that belong to {@link #indexes()}. A copy. */
    public long[] counts() {
        return counts.clone();
    }
}
