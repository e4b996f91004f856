package io.sonde.agent.bootstrap.jdbc;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Says for each thread which execution it is in, without memory per thread.
 *
 * <p>Any thread may {@link #claim}, {@link #find} and {@link #release} for itself; the nesting word and the start of a slot
 * are written by its owner alone. Nothing blocks. A reader ({@link #forEachStart}) may see an execution that has just
 * ended, or miss one that has just begun. A new slot allocates only when more threads execute at once than there
 * were slots so far.
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
     *        one slot: owner │ start nanos │ nesting │ batch elements │ 12 longs of padding: two cache lines
     *
     * A thread's home is its id modulo the table, so threads of neighbouring ids never meet. When the home is taken the
     * thread goes on to the next free slot, and `strayed` counts at the home that somebody did. Only then does a look-up have
     * to search; with `strayed` zero, which is nearly always, one load of the home answers.
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
    private static final int MAX_SEGMENTS = 32;

    private final int base;
    private final int segmentsLeft;
    private final AtomicLongArray cells = new AtomicLongArray(SLOTS * STRIDE);
    private final AtomicIntegerArray strayed = new AtomicIntegerArray(SLOTS);
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

    /** Takes a slot for a thread that has none. Returns {@link #NONE} when 32 768 threads execute at once. */
    int claim(long threadId) {
        int home = home(threadId);
        // Pairs with the release in release(): what the last owner wrote is overwritten, never mixed.
        if (cells.getPlain(home * STRIDE) == 0 && cells.compareAndSet(home * STRIDE, 0, threadId)) {
            return base + home;
        }
        return claimElsewhere(home, threadId);
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
        return segment(slot).cells.getPlain((slot & (SLOTS - 1)) * STRIDE + START);
    }

    void start(int slot, long nanos) {
        segment(slot).cells.setOpaque((slot & (SLOTS - 1)) * STRIDE + START, nanos);
    }

    long nesting(int slot) {
        return segment(slot).cells.getPlain((slot & (SLOTS - 1)) * STRIDE + NESTING);
    }

    void nesting(int slot, long word) {
        segment(slot).cells.setPlain((slot & (SLOTS - 1)) * STRIDE + NESTING, word);
    }

    int elements(int slot) {
        return (int) segment(slot).cells.getPlain((slot & (SLOTS - 1)) * STRIDE + ELEMENTS);
    }

    void elements(int slot, int batchElements) {
        segment(slot).cells.setPlain((slot & (SLOTS - 1)) * STRIDE + ELEMENTS, batchElements);
    }

    /** Passes on when each running execution began, by {@link System#nanoTime}. */
    void forEachStart(LongConsumer action) {
        for (ThreadSlots table = this; table != null; table = table.next) {
            for (int i = 0; i < SLOTS; i++) {
                long start = table.cells.getOpaque(i * STRIDE + START);
                if (table.cells.getOpaque(i * STRIDE) != 0 && start != 0) {
                    action.accept(start);
                }
            }
        }
    }

    private static int home(long threadId) {
        return (int) threadId & (SLOTS - 1);
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
