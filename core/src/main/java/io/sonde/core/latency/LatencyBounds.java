package io.sonde.core.latency;

import java.util.Arrays;

/**
 * The fine bins in which latencies are counted, and how the two published sets are made up of them: the buckets of a native histogram
 * of schema 3, and the classic {@code le} edges. Every edge of both sets is an edge of a bin, so both are exact.
 *
 * <p>Edges are inclusive upper bounds in whole nanoseconds: a latency belongs to an edge of {@code e} seconds when
 * {@code nanos <= floor(e * 1e9)}. Immutable; any thread may use it.
 */
public final class LatencyBounds {

    /*
     * The bins, from left to right, in seconds:
     *
     *   bin 0                 bins 1 .. 253 (standard)                                   the last bin
     *   |--------------|-----|-----|-- ... --|-----|---|--|-----|-- ... --|-----|-----|------------->
     *   0            2^-20  2^(-159/8)     2^(k/8)   0.0025  2^((k+1)/8)             2^10          infinity
     *   the native zero      every native edge, and every classic edge between two      too long for a
     *   bucket               native ones                                                bucket of its own
     *
     * The search is by the binary form of the nanoseconds: the position of the highest bit, and the SUB_BITS bits after it, select a
     * cell, which is between 1/32 and 1/16 of its value wide. A table says which bin the lower end of the cell belongs to. Native
     * edges are 9 % apart, so a cell holds at most one of them and, with the standard edges, at most two edges in all: what is left
     * is a compare or two. The table is 1 KiB and the edges are 2 KiB, once per process and not per recorder.
     */

    /** The schema of the native histogram: eight buckets for every doubling. */
    public static final int NATIVE_SCHEMA = 3;

    /** Upper bound of the native zero bucket in seconds. */
    public static final double NATIVE_ZERO_THRESHOLD = 0x1p-20;

    /** The most edges that {@link #withExtra} takes. */
    public static final int MAX_EXTRA_EDGES = 32;

    /** Bounds of an extra edge in seconds. */
    public static final double MIN_EXTRA_SECONDS = 0.000_001;

    /** Bounds of an extra edge in seconds. */
    public static final double MAX_EXTRA_SECONDS = 1_000;

    static final int FIRST_NATIVE_EDGE = -20 << NATIVE_SCHEMA;
    static final int LAST_NATIVE_EDGE = 10 << NATIVE_SCHEMA;

    /** 2^(k/8) for k = 0 .. 7, each the double nearest to it, as in the specification of native histograms. */
    private static final double[] POWERS = {
        1.0,
        1.0905077326652577,
        1.189207115002721,
        1.2968395546510096,
        1.4142135623730951,
        1.5422108254079407,
        1.681792830507429,
        1.8340080864093424
    };

    /** The first and the last edge in nanoseconds, which no extra edge is beyond. */
    private static final long ZERO_NANOS = 953;

    private static final long LAST_NANOS = 1_024_000_000_000L;

    private static final double[] STANDARD_SECONDS = {
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
    };

    private static final int SUB_BITS = 4;
    private static final int SUB_MASK = (1 << SUB_BITS) - 1;
    private static final int FIRST_CELL = 9 << SUB_BITS; // bin 0 ends at 953 ns, and 953 has its highest bit at 9

    private static final LatencyBounds STANDARD = new LatencyBounds(STANDARD_SECONDS);

    private final double[] classicSeconds;

    /** Inclusive upper edge of each bin in nanoseconds; the last one has none, which {@code Long.MAX_VALUE} stands for. */
    private final long[] upperNanos;

    /** The bin of the lowest value of each cell. */
    private final short[] firstBinOfCell;

    /** The last bin below each classic edge. */
    private final int[] binOfClassicEdge;

    /** The last bin below each native edge, the first of which is {@link #FIRST_NATIVE_EDGE}. */
    private final int[] binOfNativeEdge;

    private LatencyBounds(double[] classicSeconds) {
        this.classicSeconds = classicSeconds;
        long[] classicNanos = new long[classicSeconds.length];
        for (int i = 0; i < classicNanos.length; i++) {
            classicNanos[i] = wholeNanos(classicSeconds[i]);
        }
        long[] nativeNanos = new long[LAST_NATIVE_EDGE - FIRST_NATIVE_EDGE + 1];
        for (int i = 0; i < nativeNanos.length; i++) {
            nativeNanos[i] = (long) (nativeEdgeSeconds(FIRST_NATIVE_EDGE + i) * 1e9);
        }
        this.upperNanos = union(classicNanos, nativeNanos);
        this.binOfClassicEdge = binsOf(classicNanos);
        this.binOfNativeEdge = binsOf(nativeNanos);
        this.firstBinOfCell = cells();
    }

    /** The standard edges: 0.0001 to 10 seconds, a superset of OpenTelemetry's. */
    public static LatencyBounds standard() {
        return STANDARD;
    }

    /**
     * The standard edges and these besides, as {@code le} edges too: for latency thresholds of objectives.
     *
     * @throws IllegalArgumentException when there are more than {@value #MAX_EXTRA_EDGES}, or one is not between
     *     {@value #MIN_EXTRA_SECONDS} and {@value #MAX_EXTRA_SECONDS} seconds
     */
    public static LatencyBounds withExtra(double... seconds) {
        if (seconds.length > MAX_EXTRA_EDGES) {
            throw new IllegalArgumentException(
                    "at most " + MAX_EXTRA_EDGES + " extra edges are possible, not " + seconds.length);
        }
        double[] all = Arrays.copyOf(STANDARD_SECONDS, STANDARD_SECONDS.length + seconds.length);
        for (int i = 0; i < seconds.length; i++) {
            if (!(seconds[i] >= MIN_EXTRA_SECONDS && seconds[i] <= MAX_EXTRA_SECONDS)) {
                throw new IllegalArgumentException("an extra edge must be between " + MIN_EXTRA_SECONDS + " and "
                        + MAX_EXTRA_SECONDS + " seconds, not " + seconds[i]);
            }
            all[STANDARD_SECONDS.length + i] = seconds[i];
        }
        Arrays.sort(all);
        int size = 0;
        for (double one : all) {
            if (size == 0 || one != all[size - 1]) {
                all[size++] = one;
            }
        }
        return new LatencyBounds(Arrays.copyOf(all, size));
    }

    /** The bin of a latency. Negative ones belong to the first bin, those of more than 1024 seconds to the last. */
    public int bin(long nanos) {
        if (nanos <= ZERO_NANOS) {
            return 0;
        }
        if (nanos > LAST_NANOS) {
            return upperNanos.length - 1;
        }
        long[] upper = upperNanos;
        int bin = firstBinOfCell[cell(nanos) - FIRST_CELL];
        bin += (int) ((upper[bin] - nanos) >>> 63); // 1 if it is above this edge: as a jump it could not be predicted
        while (nanos > upper[bin]) {
            bin++;
        }
        return bin;
    }

    /** How many bins there are: 255 with the standard edges. */
    public int bins() {
        return upperNanos.length;
    }

    /** The classic {@code le} edges in seconds, ascending, without +Inf. A copy. */
    public double[] classicSeconds() {
        return classicSeconds.clone();
    }

    /** Inclusive upper edge of a bin in nanoseconds; {@code Long.MAX_VALUE} for the last one, which has none. */
    public long upperNanos(int bin) {
        return upperNanos[bin];
    }

    int classicEdges() {
        return binOfClassicEdge.length;
    }

    int binOfClassicEdge(int edge) {
        return binOfClassicEdge[edge];
    }

    int binOfNativeEdge(int edge) {
        return binOfNativeEdge[edge - FIRST_NATIVE_EDGE];
    }

    /** The edge 2^(k/8) in seconds. */
    static double nativeEdgeSeconds(int k) {
        return Math.scalb(POWERS[k & 7], k >> NATIVE_SCHEMA);
    }

    @Override
    public boolean equals(Object other) {
        return other == this
                || (other instanceof LatencyBounds that && Arrays.equals(classicSeconds, that.classicSeconds));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(classicSeconds);
    }

    @Override
    public String toString() {
        return "LatencyBounds" + Arrays.toString(classicSeconds);
    }

    /**
     * The highest bit's position and the bits after it, as one number that grows with the nanoseconds. The shifted value has its
     * highest bit still in it, which adds 1 to the position; hence the 1 taken off.
     */
    private static int cell(long nanos) {
        int highestBit = 63 - Long.numberOfLeadingZeros(nanos);
        return ((highestBit - 1) << SUB_BITS) + (int) (nanos >>> (highestBit - SUB_BITS));
    }

    /**
     * A decimal number of seconds in whole nanoseconds. 0.0025 s is meant to be 2 500 000 ns although the double nearest to it is a
     * little less or more, so a product within a double's error of a whole number is that number.
     */
    private static long wholeNanos(double seconds) {
        double nanos = seconds * 1e9;
        double nearest = Math.rint(nanos);
        return (long) (Math.abs(nanos - nearest) < 0.001 ? nearest : Math.floor(nanos));
    }

    /** Merges two ascending arrays; what both have stands once, and the edge of the last bin at the end. */
    private static long[] union(long[] some, long[] more) {
        long[] all = new long[some.length + more.length + 1];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < some.length || j < more.length) {
            boolean first = j == more.length || (i < some.length && some[i] < more[j]);
            long next = first ? some[i++] : more[j++];
            if (size == 0 || next != all[size - 1]) {
                all[size++] = next;
            }
        }
        all[size++] = Long.MAX_VALUE;
        return Arrays.copyOf(all, size);
    }

    private int[] binsOf(long[] edges) {
        int[] bins = new int[edges.length];
        for (int i = 0; i < bins.length; i++) {
            bins[i] = Arrays.binarySearch(upperNanos, edges[i]);
        }
        return bins;
    }

    private short[] cells() {
        long last = upperNanos[upperNanos.length - 2];
        short[] first = new short[cell(last) - FIRST_CELL + 1];
        int bin = 0;
        for (int i = 0; i < first.length; i++) {
            int cell = FIRST_CELL + i;
            int highestBit = cell >> SUB_BITS;
            long lowest = ((1L << SUB_BITS) + (cell & SUB_MASK)) << (highestBit - SUB_BITS);
            while (upperNanos[bin] < lowest) {
                bin++;
            }
            first[i] = (short) bin;
        }
        return first;
    }
}
