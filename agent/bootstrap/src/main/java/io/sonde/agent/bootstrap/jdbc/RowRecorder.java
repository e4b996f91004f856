package io.sonde.agent.bootstrap.jdbc;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts numbers of rows by OpenTelemetry's advised buckets.
 *
 * <p>Any thread may record and read; nobody waits, and nothing is allocated but the snapshot's array. No count goes back, and what a
 * snapshot counts is in its sum.
 */
public final class RowRecorder {

    /*
     * One line of cells, no stripes: a result set costs two additions when it ends, which is seldom beside what its rows cost.
     * The sum is added to first and read last, so that whoever sees a result set counted has its rows in the sum.
     */

    private static final long[] EDGES = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000};
    private static final int SUM = EDGES.length + 1;

    private final AtomicLongArray cells = new AtomicLongArray(SUM + 1);

    /**
     * What was recorded so far.
     *
     * @param counts for each edge, how many numbers are at most it and more than the edge before; the last count is of what is more than
     *     all edges
     * @param sum of all numbers
     */
    @SuppressWarnings("ArrayRecordComponent") // Made for one page and read by its writer.
    public record Snapshot(long[] counts, long sum) {}

    /** The upper edges of all buckets but the last. */
    public static double[] edges() {
        double[] edges = new double[EDGES.length];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = EDGES[i];
        }
        return edges;
    }

    public Snapshot snapshot() {
        long[] counts = new long[SUM];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = cells.getAcquire(i);
        }
        return new Snapshot(counts, cells.getAcquire(SUM));
    }

    void record(long rows) {
        int bucket = 0;
        while (bucket < EDGES.length && rows > EDGES[bucket]) {
            bucket++;
        }
        cells.getAndAdd(SUM, rows);
        cells.getAndIncrement(bucket);
    }
}
