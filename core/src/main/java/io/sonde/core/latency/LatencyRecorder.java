package io.sonde.core.latency;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts latencies while somebody reads them.
 *
 * <ul>
 *   <li>Any thread may record and any thread may read, at any time. Nobody waits for anybody: recording is wait-free.
 *   <li>Recording allocates nothing, but for the stripes that appear when threads collide: at most four times in a recorder's life, at
 *       most 16 stripes of 2 KiB in one recorder and {@value #MAX_STRIPES_OF_ALL} in the process. Nothing is kept per thread.
 *   <li>A snapshot misses what is being recorded while it is taken, and nothing that was recorded before. What it counts is also in
 *       its sum; a value whose recording is under way may be in the sum and not yet counted.
 *   <li>No count and no sum goes back from one snapshot to a later one. The sum holds 292 years.
 * </ul>
 *
 * <p>May be extended by what counts more beside, so that the two are one object.
 */
public class LatencyRecorder {

    /*
     *   first, which is recorded to while threads do not collide: 256 longs with the standard bounds
     *   +------------+-------+-------+-- ... --+---------+
     *   | sum, nanos | bin 0 | bin 1 |         | bin 254 |
     *   +------------+-------+-------+-- ... --+---------+
     *
     *   stripes, which are recorded to from then on (volatile, replaced when it grows, never shrinks)
     *   +-----+-----+-- ... --+
     *   |     |     |         |  ------->  +---------+------------+-------+-- ... --+---------+
     *   +-----+-----+-- ... --+            | padding | sum, nanos | bin 0 |         | bin 254 |
     *                                      +---------+------------+-------+-- ... --+---------+
     *
     * What all threads read when they record, the recorder itself and the array of stripes, was made together with the stripes and lies beside
     * them. Were it in the line of memory that a thread writes, each recording of the others would have to fetch it: that costs more
     * than to add to the same cell. So a stripe begins with a line that nobody writes, and the first one, which has none, is left alone
     * once there are others. It has none because most queries of most applications never need more, and what they touch is to be little.
     *
     * A recording is two additions to one stripe: the sum first, then the bin. The sum is the cell that all values share, so that is
     * where threads meet: it is tried with one compare-and-set, and its failure is the sign of contention that makes stripes appear.
     * After a failure the value goes to another stripe with an unconditional addition, which cannot fail; hence no loop anywhere.
     *
     * The thread's stripe is chosen by a number that the caller has for it, or else by the identity hash of its Thread, which the JVM keeps in
     * the object's header; two threads' hashes choose the same of two stripes half of the time. A thread-local
     * variable would be multiplied by a million virtual threads, and Thread.getId() may be overridden by the application.
     *
     * Memory order. The bin is added to with release semantics, and read with acquire semantics before the sum of the same stripe is
     * read: whoever sees a value counted sees it in the sum. Nothing else is ordered by these cells, so the sum's own accesses are
     * the weakest that are atomic. The array of stripes is volatile, so that a stripe is seen with its zeros; the stripes in a
     * published array never change, and a new array contains all the old ones, so that no stripe can be lost to a race. Who saw none records
     * to the first, which is always read.
     */

    /** The longest latency that enters the sum as it is; longer ones (13 days) are cut, so that one wild value does not spoil it. */
    public static final long MAX_NANOS = 1L << 50;

    /** How many stripes beside their first ones the recorders of a process may have in all: 8.3 MiB. */
    public static final int MAX_STRIPES_OF_ALL = 4096;

    static final int MAX_STRIPES = maxStripes(Runtime.getRuntime().availableProcessors());

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle STRIPES;
    private static final AtomicInteger STRIPES_LEFT = new AtomicInteger(MAX_STRIPES_OF_ALL);

    /** Longs before the cells of a stripe: a line of memory, whatever the array's header takes of it. */
    private static final int PADDING = 8;

    /** Where the cells are, behind the padding if there is one. */
    private static final int SUM = 0;

    private static final int FIRST_BIN = 1;
    private static final int FIRST_STRIPES = 2;

    static {
        try {
            STRIPES = MethodHandles.lookup().findVarHandle(LatencyRecorder.class, "stripes", long[][].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final LatencyBounds bounds;
    private final AtomicInteger stripesLeft;
    private final long[] first;

    /** The stripes beside the first, an even number of them; null while there is none. */
    private volatile long @Nullable [][] stripes;

    /** A recorder that lives as long as its process: the stripes that it takes of all recorders' share are never given back. */
    public LatencyRecorder(LatencyBounds bounds) {
        this(bounds, STRIPES_LEFT);
    }

    LatencyRecorder(LatencyBounds bounds, AtomicInteger stripesLeft) {
        this.bounds = bounds;
        this.stripesLeft = stripesLeft;
        this.first = new long[FIRST_BIN + bounds.bins()];
    }

    /** Records one latency. A negative one counts as 0, one above {@link #MAX_NANOS} as that. */
    public void record(long nanos) {
        long[][] all = stripes;
        record(nanos, all, all == null ? 0 : System.identityHashCode(Thread.currentThread()));
    }

    /**
     * Records one latency, as {@link #record(long)} does.
     *
     * @param recording any number that tells the calling thread from those that record at the same time, by its lowest bits if possible
     * @return whether another thread that records at the same time has the same place, so that the next higher number is better from now on
     */
    public boolean record(long nanos, int recording) {
        return record(nanos, stripes, recording);
    }

    private boolean record(long nanos, long @Nullable [][] all, int recording) {
        long value = Math.min(Math.max(nanos, 0), MAX_NANOS);
        int bin = FIRST_BIN + bounds.bin(value);
        long[] stripe = first;
        int start = 0;
        if (all != null) {
            stripe = all[recording & (all.length - 1)];
            start = PADDING;
        }
        long sum = (long) CELL.getOpaque(stripe, start + SUM);
        if (CELL.weakCompareAndSetPlain(stripe, start + SUM, sum, sum + value)) {
            addRelease(stripe, start + bin, 1);
            return false;
        }
        recordContended(all, bin, value, recording);
        return all != null;
    }

    /** What was recorded so far. Allocates 2 KiB. */
    public LatencySnapshot snapshot() {
        long[] counts = new long[bounds.bins()];
        long sum = read(first, 0, counts);
        long[][] all = stripes;
        if (all != null) {
            for (long[] stripe : all) {
                sum += read(stripe, PADDING, counts);
            }
        }
        return new LatencySnapshot(bounds, counts, sum);
    }

    /** Adds a stripe's counts to these, and returns its sum. */
    private static long read(long[] stripe, int start, long[] counts) {
        for (int bin = 0; bin < counts.length; bin++) {
            counts[bin] += (long) CELL.getAcquire(stripe, start + FIRST_BIN + bin);
        }
        return (long) CELL.getOpaque(stripe, start + SUM);
    }

    /** The sum of what was recorded so far, in nanoseconds; allocates nothing. */
    public long sumNanos() {
        long sum = (long) CELL.getOpaque(first, SUM);
        long[][] all = stripes;
        if (all != null) {
            for (long[] stripe : all) {
                sum += (long) CELL.getOpaque(stripe, PADDING + SUM);
            }
        }
        return sum;
    }

    public LatencyBounds bounds() {
        return bounds;
    }

    long @Nullable [][] stripes() {
        return stripes;
    }

    /** The value is recorded first: if there is no memory for a stripe, it is not lost. */
    private void recordContended(long @Nullable [][] all, int bin, long value, int recording) {
        long[] stripe = all == null ? first : all[(recording + 1) & (all.length - 1)];
        int start = all == null ? 0 : PADDING;
        addRelease(stripe, start + SUM, value);
        addRelease(stripe, start + bin, 1);
        if (all == null ? MAX_STRIPES > 1 : MAX_STRIPES > all.length) {
            grow(all);
        }
    }

    /** Makes the first two stripes or doubles them, unless another thread has done so or the process has as many as it may. */
    void grow(long @Nullable [][] all) {
        int had = all == null ? 0 : all.length;
        int more = Math.max(FIRST_STRIPES, had);
        if (stripesLeft.addAndGet(-more) < 0) {
            stripesLeft.addAndGet(more);
            return;
        }
        boolean grown = false;
        try {
            long[][] larger = all == null ? new long[more][] : Arrays.copyOf(all, had + more);
            for (int i = had; i < larger.length; i++) {
                larger[i] = new long[PADDING + FIRST_BIN + bounds.bins()];
            }
            grown = STRIPES.compareAndSet(this, all, larger);
        } finally {
            if (!grown) {
                stripesLeft.addAndGet(more);
            }
        }
    }

    private static void addRelease(long[] stripe, int cell, long value) {
        // The result is taken so that the call has the exact type of the access mode, also before it is compiled.
        long ignored = (long) CELL.getAndAddRelease(stripe, cell, value);
    }

    static int maxStripes(int processors) {
        return Math.min(16, Integer.highestOneBit(Math.max(1, 2 * processors - 1)));
    }
}
