package io.sonde.agent.bootstrap.jdbc;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Says for each thread which execution it is in, without memory per thread.
 *
 * <p>Any thread may {@link #claim}, {@link #find} and {@link #release} for itself; the words of a slot are written by its owner
 * alone. Nothing blocks. A reader ({@link #forEachRunning}) may see an execution that has just ended, or miss one that has just
 * begun, but never takes one's start for another's. A new slot allocates only when more threads execute at once than there were
 * slots so far.
 */
final class ThreadSlots {

    /*
     * A ThreadLocal would give each of a million virtual threads a map of its own. Here a thread borrows a slot for as
     * long as it executes, so the table is as large as the executions of one moment:
     *
     *      segment 0                                    segment 1 (only when 0 is full)
     *      ┌─────────┬─────────┬─────────┬─ … ─┐        ┌─────────┬─ …
     *      │ slot 0  │ slot 1  │ slot 2  │     │  ───►  │ slot    │
     *      └─────────┴─────────┴─────────┴─ … ─┘        └─────────┴─ …
     *        one slot: owner │ start nanos │ nesting │ elements │ query │ nested entries │ last check, of start, until │ stripe │ padding
     *                  of 8 longs: two cache lines in all
     *
     * A thread's home is its id times an odd number, modulo the table. So threads of neighbouring ids never meet, and their slots
     * are not neighbours either: the processor fetches lines in pairs, and threads that work together were started together.
     * When the home is taken the thread goes on to the next free slot, and `strayed` counts at the home that somebody did. Only
     * then does a look-up have to search; with `strayed` zero, which is nearly always, one load of the home answers.
     *
     * The query is a number, and the start is what says that something runs: it is written after the query, and a reader that
     * finds the same start before and after it read the query has the two of one execution.
     *
     * The thread id is what Thread.getId() says, which a subclass of Thread could override on JDK 17; such a thread would
     * at worst see its executions as nested in another's. Keeping the Thread object instead would cost a card mark and,
     * with G1, a fence per execution.
     */

    static final int NONE = -1;

    private static final int SLOTS = 1024;
    private static final int STRIDE = 16;
    private static final int START = 1;
    private static final int NESTING = 2;
    private static final int ELEMENTS = 3;
    private static final int QUERY = 4;
    private static final int NESTED = 5;
    private static final int CHECKED_START = 6;
    private static final int CHECK_AT = 7;
    private static final int STRIPE = 8;
    private static final int MAX_SEGMENTS = 32;
    private static final int SPREAD = 389;
    private static final long VIRTUAL = 1L << 32;

    private static final @Nullable Class<?> VIRTUAL_THREAD = virtualThread();

    private final int base;
    private final int segmentsLeft;
    private final AtomicLongArray cells = new AtomicLongArray(SLOTS * STRIDE);
    private final AtomicIntegerArray strayed = new AtomicIntegerArray(SLOTS);
    private final AtomicLong dropped = new AtomicLong();
    private volatile @Nullable ThreadSlots next;

    ThreadSlots() {
        this(0, MAX_SEGMENTS - 1);
    }

    /** @param segmentsLeft how many more segments there may be */
    ThreadSlots(int base, int segmentsLeft) {
        this.base = base;
        this.segmentsLeft = segmentsLeft;
    }

    /** The slot that this thread holds, or {@link #NONE}. */
    int find(long threadId) {
        int home = home(threadId);
        if (cells.getPlain(home * STRIDE) == threadId) {
            return base + home;
        }
        return strayed.getPlain(home) == 0 ? NONE : search(home, threadId);
    }

    /** Takes a slot for a thread that has none. Returns {@link #NONE}, and counts that, when 32 768 threads execute at once. */
    int claim(long threadId) {
        int home = home(threadId);
        // Pairs with the release in release(): what the last owner wrote is overwritten, never mixed.
        if (cells.getPlain(home * STRIDE) == 0 && cells.compareAndSet(home * STRIDE, 0, threadId)) {
            return base + home;
        }
        return claimElsewhere(home, threadId);
    }

    /** How often there was no slot. */
    long dropped() {
        return dropped.get();
    }

    /** Gives the slot back. */
    void release(int slot, long threadId) {
        ThreadSlots table = segment(slot);
        int index = slot & (SLOTS - 1);
        table.cells.setPlain(index * STRIDE + START, 0);
        table.cells.setPlain(index * STRIDE + NESTING, 0);
        table.cells.setRelease(index * STRIDE, 0);
        int home = home(threadId);
        if (index != home || table != this) {
            strayed.decrementAndGet(home);
        }
    }

    long start(int slot) {
        return segment(slot).cells.getPlain(at(slot, START));
    }

    /** The owner's execution of a query begins at this time. */
    void start(int slot, long nanos, long query) {
        AtomicLongArray table = segment(slot).cells;
        table.setRelease(at(slot, QUERY), query);
        table.setRelease(at(slot, START), nanos);
    }

    /** The owner keeps the slot, and executes nothing. */
    void stop(int slot) {
        segment(slot).cells.setRelease(at(slot, START), 0);
    }

    long nesting(int slot) {
        return segment(slot).cells.getPlain(at(slot, NESTING));
    }

    void nesting(int slot, long word) {
        segment(slot).cells.setPlain(at(slot, NESTING), word);
    }

    int elements(int slot) {
        return (int) segment(slot).cells.getPlain(at(slot, ELEMENTS));
    }

    void elements(int slot, int batchElements) {
        segment(slot).cells.setPlain(at(slot, ELEMENTS), batchElements);
    }

    /** A number that tells the owner from those that record at the same time. */
    int stripe(int slot) {
        return slot + (int) segment(slot).cells.getPlain(at(slot, STRIPE));
    }

    /** Gives the owner, which may have just left, another such number, because somebody has the same. It stays when a thread comes back. */
    void nextStripe(int slot) {
        AtomicLongArray table = segment(slot).cells;
        table.setPlain(at(slot, STRIPE), table.getPlain(at(slot, STRIPE)) + 1);
    }

    /** How often the owner entered while it was in an execution, this time included. */
    long countNested(int slot) {
        AtomicLongArray table = segment(slot).cells;
        long nested = table.getPlain(at(slot, NESTED)) + 1;
        table.setPlain(at(slot, NESTED), nested);
        return nested;
    }

    /** Until when the slot's present execution has been found to be real, or this when it was never looked at. */
    long checkedUntil(int slot, long otherwise) {
        AtomicLongArray table = segment(slot).cells;
        boolean same = table.getPlain(at(slot, CHECKED_START)) == table.getPlain(at(slot, START));
        return same ? table.getPlain(at(slot, CHECK_AT)) : otherwise;
    }

    void checkedUntil(int slot, long start, long nanos) {
        AtomicLongArray table = segment(slot).cells;
        table.setPlain(at(slot, CHECKED_START), start);
        table.setPlain(at(slot, CHECK_AT), nanos);
    }

    /** What to say of a query when this thread starts to execute it: its ordinal, and whether the thread is a virtual one. */
    static long query(int ordinal) {
        return query(ordinal, VIRTUAL_THREAD != null && VIRTUAL_THREAD.isInstance(Thread.currentThread()));
    }

    static long query(int ordinal, boolean virtual) {
        return virtual ? ordinal | VIRTUAL : ordinal;
    }

    /** Passes on each running execution. */
    void forEachRunning(RunningVisitor visitor) {
        for (ThreadSlots table = this; table != null; table = table.next) {
            for (int i = 0; i < SLOTS; i++) {
                long start = table.cells.getAcquire(i * STRIDE + START);
                if (start != 0) {
                    table.visit(i, start, visitor);
                }
            }
        }
    }

    private void visit(int index, long start, RunningVisitor visitor) {
        long owner = cells.getAcquire(index * STRIDE);
        long query = cells.getAcquire(index * STRIDE + QUERY);
        if (owner != 0 && cells.getAcquire(index * STRIDE + START) == start) {
            visitor.running(owner, (query & VIRTUAL) != 0, start, (int) query);
        }
    }

    /** Frees the slot of a thread that has died in this execution. Its owner must be known to be dead. */
    void forget(long threadId, long start) {
        int slot = find(threadId);
        if (slot != NONE && start(slot) == start) {
            release(slot, threadId);
        }
    }

    /** The class of all virtual threads, or null before JDK 21. */
    private static @Nullable Class<?> virtualThread() {
        try {
            return Class.forName("java.lang.BaseVirtualThread", false, null);
        } catch (ClassNotFoundException | LinkageError none) {
            return null;
        }
    }

    private static int at(int slot, int word) {
        return (slot & (SLOTS - 1)) * STRIDE + word;
    }

    private static int home(long threadId) {
        return (int) threadId * SPREAD & (SLOTS - 1);
    }

    private ThreadSlots segment(int slot) {
        return slot < SLOTS ? this : laterSegment(slot);
    }

    private ThreadSlots laterSegment(int slot) {
        ThreadSlots table = this;
        while (slot >= table.base + SLOTS && table.next != null) {
            table = table.next;
        }
        return table;
    }

    private int search(int home, long threadId) {
        for (ThreadSlots table = this; table != null; table = table.next) {
            for (int i = 0; i < SLOTS; i++) {
                int index = (home + i) & (SLOTS - 1);
                if (table.cells.getPlain(index * STRIDE) == threadId) {
                    return table.base + index;
                }
            }
        }
        return NONE;
    }

    private int claimElsewhere(int home, long threadId) {
        for (ThreadSlots table = this; table != null; table = table.following()) {
            for (int i = 0; i < SLOTS; i++) {
                int index = (home + i) & (SLOTS - 1);
                if (table.cells.getPlain(index * STRIDE) == 0
                        && table.cells.compareAndSet(index * STRIDE, 0, threadId)) {
                    if (index != home || table != this) {
                        strayed.incrementAndGet(home);
                    }
                    return table.base + index;
                }
            }
        }
        dropped.incrementAndGet();
        return NONE;
    }

    private @Nullable ThreadSlots following() {
        ThreadSlots following = next;
        if (following != null || segmentsLeft == 0) {
            return following;
        }
        synchronized (this) {
            if (next == null) {
                next = new ThreadSlots(base + SLOTS, segmentsLeft - 1);
            }
            return next;
        }
    }
}
