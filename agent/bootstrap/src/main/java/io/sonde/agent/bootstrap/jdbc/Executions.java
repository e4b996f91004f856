package io.sonde.agent.bootstrap.jdbc;

import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import org.jspecify.annotations.Nullable;

/**
 * Entry points of woven {@code execute} methods: each execution is counted once, however many classes it passes through.
 *
 * <p>Called by the application's threads. Nothing is thrown, nothing blocks, and a known query allocates nothing. An
 * {@code enter} returns a token for the {@code exit} or {@code failed} of the same call; 0 says that there is nothing to do.
 */
public final class Executions {

    /*
     * One execution, three layers deep. The thread's slot says who is inside:
     *
     *   pool's proxy.executeQuery          unmarked: claims the slot, nesting = 1 layer
     *     driver's executeQuery            marked:   nesting |= DRIVER, starts the clock
     *       driver's own inner statement   marked:   sees DRIVER, token 0
     *     ...                              records, nesting = 1 layer | RECORDED
     *   ...                                sees RECORDED, so it was the wrapper that it seemed; releases the slot
     *
     * Of driver's statements the outermost counts, since drivers execute through their own methods and send statements of their own
     * meanwhile. Of others the innermost counts, if no driver's did: its driver was entered by a side door, and its connection is
     * marked on that occasion, so that it is the outermost from then on.
     *
     * A wrapper's statement that was made while a driver made the one inside needs no layer: its executions are left to the driver's. It only
     * looks whether the thread has a slot that is stale.
     *
     * A slot whose nesting word is 0 belongs to a driver's statement with no wrapper around it: the common case writes
     * nothing but the owner, the query and the start.
     *
     *   token, driver:    kind (2 bits) │ batch (1) │ slot (15) │ 0
     *   token, wrapper:   kind (2 bits) │ batch (1) │ slot (15) │ start in units of 64 ns, modulo 2^46 (52 days)
     *
     * A driver's start is in the slot, where it also says how long the execution is in flight. So is a wrapper's, until the driver
     * is entered: if it never is, because it is a side door's, this is how its first execution is seen.
     */

    private static final int KIND = 3;
    private static final int DRIVER_ALONE = 1;
    private static final int DRIVER_WRAPPED = 2;
    private static final int WRAPPER = 3;
    private static final int BATCH = 4;
    private static final int SLOT_SHIFT = 3;
    private static final int SLOT_MASK = 0x7FFF;
    private static final int START_SHIFT = 18;
    private static final int TICK_SHIFT = 6;
    private static final long TICKS = (1L << (64 - START_SHIFT)) - 1;

    /** Bits of the nesting word; the number of wrappers lies above them. */
    private static final long DRIVER = 1;

    private static final long RECORDED = 2;
    private static final long LAYER = 4;

    private static final ThreadSlots SLOTS = new ThreadSlots();

    private Executions() {}

    /** Gives what can name JDBC's types. */
    public static void access(JdbcAccess jdbc) {
        Outcomes.access(jdbc);
    }

    /** Passes on each running execution. Any thread may ask. */
    public static void forEachRunning(RunningVisitor visitor) {
        SLOTS.forEachRunning(visitor);
    }

    /** Says that the thread has died in the execution that began at this time, so that it is not in flight. */
    public static void forget(long deadThread, long startNanos) {
        SLOTS.forget(deadThread, startNanos);
    }

    /** How many executions were not counted because more threads executed at once than there are slots. */
    public static long dropped() {
        return SLOTS.dropped();
    }

    /** An estimate of the time that the entry points of executions have taken so far, in nanoseconds. */
    public static long ownCostNanos() {
        return OwnCost.estimateNanos();
    }

    /** An execution of a prepared statement begins. */
    public static long enter(Object statement) {
        try {
            Object state = ((WovenStatement) statement).sonde$state();
            if (state == WovenStatement.COUNTED_INSIDE) {
                return leaveToDriver();
            }
            long from = OwnCost.entering();
            long token = enterPrepared(state);
            if (from != 0) {
                OwnCost.entered(from);
            }
            return token;
        } catch (Throwable t) {
            Failures.suppressed(Place.EXECUTE, t);
            return 0;
        }
    }

    private static long enterPrepared(@Nullable Object state) {
        if (state instanceof QuerySeries series) {
            int slot = enterDriver();
            return slot == ThreadSlots.NONE ? 0 : start(slot, 0, series);
        }
        if (state instanceof ServerSeries server) {
            int slot = enterDriver();
            return slot == ThreadSlots.NONE ? 0 : start(slot, 0, server.other());
        }
        // With a text, it is in an execution already.
        return state instanceof TextOfPrepared ? 0 : enterWrapper(0, 0);
    }

    /** An execution of a text begins. */
    public static long enter(Object statement, @Nullable String sql) {
        try {
            WovenStatement woven = (WovenStatement) statement;
            Object state = woven.sonde$state();
            if (state == WovenStatement.COUNTED_INSIDE) {
                return leaveToDriver();
            }
            long from = OwnCost.entering();
            long token = enterText(woven, state, sql);
            if (from != 0) {
                OwnCost.entered(from);
            }
            return token;
        } catch (Throwable t) {
            Failures.suppressed(Place.EXECUTE, t);
            return 0;
        }
    }

    private static long enterText(WovenStatement woven, @Nullable Object state, @Nullable String sql) {
        ServerSeries server = ServerSeries.of(state);
        if (server == null) {
            woven.sonde$state(sql);
            return enterWrapper(0, 0);
        }
        int slot = enterDriver();
        if (slot == ThreadSlots.NONE) {
            return 0;
        }
        return start(slot, 0, resolve(woven, state, server, sql));
    }

    /** An execution of a batch begins. */
    public static long enterBatch(Object statement) {
        try {
            WovenStatement woven = (WovenStatement) statement;
            if (woven.sonde$state() == WovenStatement.COUNTED_INSIDE) {
                Batches.executed(woven);
                return leaveToDriver();
            }
            // Now, because the driver may clear its batch before it returns.
            int elements = woven.sonde$batch();
            if (elements == 0 && woven.sonde$batched() != null) {
                woven.sonde$batched(null);
            }
            ServerSeries server = ServerSeries.of(woven.sonde$state());
            if (server == null) {
                return enterWrapper(BATCH, elements);
            }
            int slot = enterDriver();
            if (slot == ThreadSlots.NONE) {
                return 0;
            }
            SLOTS.elements(slot, elements);
            return start(slot, BATCH, Outcomes.batch(woven, server, elements));
        } catch (Throwable t) {
            Failures.suppressed(Place.EXECUTE, t);
            return 0;
        }
    }

    /** The execution returned. */
    public static void exit(Object statement, long token) {
        if (token != 0) {
            leave(statement, token, null);
        }
    }

    /** The execution threw. */
    public static void failed(Throwable failure, Object statement, long token) {
        if (token != 0) {
            leave(statement, token, failure);
        }
    }

    private static void leave(Object statement, long token, @Nullable Throwable failure) {
        try {
            long now = System.nanoTime();
            int slot = (int) (token >>> SLOT_SHIFT) & SLOT_MASK;
            int kind = (int) token & KIND;
            if (kind == WRAPPER) {
                leaveWrapper((WovenStatement) statement, token, slot, now, failure);
                OwnCost.left(now);
                return;
            }
            long nanos = now - SLOTS.start(slot);
            boolean batch = (token & BATCH) != 0;
            int elements = batch ? SLOTS.elements(slot) : 0;
            if (kind == DRIVER_ALONE) {
                SLOTS.release(slot, Thread.currentThread().getId());
            } else {
                SLOTS.stop(slot);
                SLOTS.nesting(slot, (SLOTS.nesting(slot) & ~DRIVER) | RECORDED);
            }
            WovenStatement woven = (WovenStatement) statement;
            if (!batch && failure == null && woven.sonde$state() instanceof QuerySeries series) {
                if (series.record(nanos, SLOTS.stripe(slot))) {
                    SLOTS.nextStripe(slot);
                }
            } else {
                Outcomes.record(woven, nanos, batch, elements, failure);
            }
            OwnCost.left(now);
        } catch (Throwable t) {
            Failures.suppressed(Place.EXECUTE, t);
        }
    }

    /** Returns this thread's slot if this is the outermost execution by a driver, {@link ThreadSlots#NONE} if not. */
    private static int enterDriver() {
        long thread = Thread.currentThread().getId();
        int slot = SLOTS.find(thread);
        if (slot == ThreadSlots.NONE) {
            return SLOTS.claim(thread);
        }
        long nesting = SLOTS.nesting(slot);
        if (nesting != 0 && (nesting & DRIVER) == 0) {
            SLOTS.nesting(slot, nesting | DRIVER);
            return slot;
        }
        return StaleSlots.freed(SLOTS, slot, thread) ? SLOTS.claim(thread) : ThreadSlots.NONE;
    }

    /** Whether this thread is in an execution by a driver. */
    static boolean insideDriver() {
        int slot = SLOTS.find(Thread.currentThread().getId());
        if (slot == ThreadSlots.NONE) {
            return false;
        }
        long nesting = SLOTS.nesting(slot);
        return nesting == 0 || (nesting & DRIVER) != 0;
    }

    private static long start(int slot, int batch, QuerySeries series) {
        int kind = SLOTS.nesting(slot) == 0 ? DRIVER_ALONE : DRIVER_WRAPPED;
        SLOTS.start(slot, System.nanoTime(), ThreadSlots.query(series.ordinal()));
        return kind | batch | (long) slot << SLOT_SHIFT;
    }

    /** The series of this text, or the server's other if there is none; the statement remembers it. */
    private static QuerySeries resolve(
            WovenStatement woven, @Nullable Object state, ServerSeries server, @Nullable String sql) {
        try {
            if (sql != null) {
                QuerySeries series = server.query(sql);
                if (series != state) {
                    woven.sonde$state(Outcomes.stateOfText(woven, state, series));
                }
                return series;
            }
        } catch (Throwable t) {
            Failures.suppressed(Place.EXECUTE, t);
        }
        QuerySeries other = server.other();
        Object of = Outcomes.stateOfText(woven, state, other);
        woven.sonde$state(of == other ? server : of);
        return other;
    }

    /** The driver inside finds this frame on the stack: only here can it be seen that the thread's slot is for nothing. */
    private static long leaveToDriver() {
        long thread = Thread.currentThread().getId();
        int slot = SLOTS.find(thread);
        if (slot != ThreadSlots.NONE) {
            StaleSlots.freed(SLOTS, slot, thread);
        }
        return 0;
    }

    private static long enterWrapper(int batch, int elements) {
        long thread = Thread.currentThread().getId();
        int slot = SLOTS.find(thread);
        if (slot != ThreadSlots.NONE) {
            long nesting = SLOTS.nesting(slot);
            if (nesting != 0 && (nesting & DRIVER) == 0) {
                SLOTS.nesting(slot, (nesting & ~RECORDED) + LAYER);
                return startWrapper(slot, batch, elements);
            }
            if (!StaleSlots.freed(SLOTS, slot, thread)) {
                return 0;
            }
        }
        slot = SLOTS.claim(thread);
        if (slot == ThreadSlots.NONE) {
            return 0;
        }
        SLOTS.nesting(slot, LAYER);
        return startWrapper(slot, batch, elements);
    }

    private static long startWrapper(int slot, int batch, int elements) {
        if (batch != 0) {
            SLOTS.elements(slot, elements);
        }
        long now = System.nanoTime();
        SLOTS.start(slot, now, ThreadSlots.query(0));
        return WRAPPER | batch | (long) slot << SLOT_SHIFT | now >>> TICK_SHIFT << START_SHIFT;
    }

    private static void leaveWrapper(
            WovenStatement woven, long token, int slot, long now, @Nullable Throwable failure) {
        boolean batch = (token & BATCH) != 0;
        int elements = batch ? SLOTS.elements(slot) : 0;
        long nesting = SLOTS.nesting(slot);
        boolean recorded = (nesting & RECORDED) != 0;
        boolean sideDoor = false;
        if (!recorded) {
            SLOTS.stop(slot);
            // What the driver executes to answer is nobody's execution.
            SLOTS.nesting(slot, nesting | DRIVER);
            sideDoor = Outcomes.enteredBySideDoor(woven, failure == null);
        }
        if (nesting < 2 * LAYER) {
            SLOTS.release(slot, Thread.currentThread().getId());
        } else {
            SLOTS.nesting(slot, (nesting - LAYER) | RECORDED);
        }
        if (sideDoor) {
            long nanos = ((now >>> TICK_SHIFT) - (token >>> START_SHIFT) & TICKS) << TICK_SHIFT;
            Outcomes.record(woven, nanos, batch, elements, failure);
        } else if (batch) {
            Batches.executed(woven);
        }
    }
}
