package io.sonde.agent.bootstrap.jdbc;

import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import java.util.function.LongConsumer;
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
     * A slot whose nesting word is 0 belongs to a driver's statement with no wrapper around it: the common case writes
     * nothing but the owner and the start.
     *
     *   token, driver:    kind (2 bits) │ batch (1) │ slot (15) │ 0
     *   token, wrapper:   kind (2 bits) │ batch (1) │ slot (15) │ start in units of 64 ns, modulo 2^46 (52 days)
     *
     * A driver's start is in the slot, where it will also say how long an execution is in flight.
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

    private static volatile @Nullable JdbcAccess access;

    private Executions() {}

    /** Gives what can name JDBC's types. */
    public static void access(JdbcAccess jdbc) {
        access = jdbc;
    }

    /** Passes on when each running execution began, by {@link System#nanoTime}. */
    public static void forEachRunning(LongConsumer action) {
        SLOTS.forEachStart(action);
    }

    /** An execution of a prepared statement begins. */
    public static long enter(Object statement) {
        try {
            Object state = ((WovenStatement) statement).sonde$state();
            if (state instanceof QuerySeries || state instanceof ServerSeries) {
                int slot = enterDriver();
                return slot == ThreadSlots.NONE ? 0 : start(slot, 0);
            }
            return enterWrapper(0);
        } catch (Throwable t) {
            Failures.suppressed(Place.EXECUTE, t);
            return 0;
        }
    }

    /** An execution of a text begins. */
    public static long enter(Object statement, @Nullable String sql) {
        try {
            WovenStatement woven = (WovenStatement) statement;
            Object state = woven.sonde$state();
            ServerSeries server = ServerSeries.of(state);
            if (server == null) {
                woven.sonde$state(sql);
                return enterWrapper(0);
            }
            int slot = enterDriver();
            if (slot == ThreadSlots.NONE) {
                return 0;
            }
            resolve(woven, state, server, sql);
            return start(slot, 0);
        } catch (Throwable t) {
            Failures.suppressed(Place.EXECUTE, t);
            return 0;
        }
    }

    /** An execution of a batch begins. */
    public static long enterBatch(Object statement) {
        try {
            WovenStatement woven = (WovenStatement) statement;
            if (ServerSeries.of(woven.sonde$state()) == null) {
                return enterWrapper(BATCH);
            }
            int slot = enterDriver();
            if (slot == ThreadSlots.NONE) {
                return 0;
            }
            // Now, because the driver may clear its batch before it returns.
            SLOTS.elements(slot, woven.sonde$batch());
            return start(slot, BATCH);
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
                return;
            }
            long nanos = now - SLOTS.start(slot);
            boolean batch = (token & BATCH) != 0;
            int elements = batch ? SLOTS.elements(slot) : 0;
            if (kind == DRIVER_ALONE) {
                SLOTS.release(slot, Thread.currentThread().getId());
            } else {
                SLOTS.start(slot, 0);
                SLOTS.nesting(slot, (SLOTS.nesting(slot) & ~DRIVER) | RECORDED);
            }
            WovenStatement woven = (WovenStatement) statement;
            if (!batch && failure == null && woven.sonde$state() instanceof QuerySeries series) {
                series.record(nanos);
            } else {
                recordUncommon(woven, nanos, batch, elements, failure);
            }
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
        if (nesting == 0 || (nesting & DRIVER) != 0) {
            return ThreadSlots.NONE;
        }
        SLOTS.nesting(slot, nesting | DRIVER);
        return slot;
    }

    private static long start(int slot, int batch) {
        int kind = SLOTS.nesting(slot) == 0 ? DRIVER_ALONE : DRIVER_WRAPPED;
        SLOTS.start(slot, System.nanoTime());
        return kind | batch | (long) slot << SLOT_SHIFT;
    }

    private static void resolve(
            WovenStatement woven, @Nullable Object state, ServerSeries server, @Nullable String sql) {
        try {
            Object series = sql == null ? server : server.query(sql);
            if (series != state) {
                woven.sonde$state(series);
            }
        } catch (Throwable t) {
            Failures.suppressed(Place.EXECUTE, t);
            woven.sonde$state(server);
        }
    }

    private static long enterWrapper(int batch) {
        long thread = Thread.currentThread().getId();
        int slot = SLOTS.find(thread);
        if (slot == ThreadSlots.NONE) {
            slot = SLOTS.claim(thread);
            if (slot == ThreadSlots.NONE) {
                return 0;
            }
            SLOTS.nesting(slot, LAYER);
        } else {
            long nesting = SLOTS.nesting(slot);
            if (nesting == 0 || (nesting & DRIVER) != 0) {
                return 0;
            }
            SLOTS.nesting(slot, (nesting & ~RECORDED) + LAYER);
        }
        return WRAPPER | batch | (long) slot << SLOT_SHIFT | System.nanoTime() >>> TICK_SHIFT << START_SHIFT;
    }

    private static void leaveWrapper(
            WovenStatement woven, long token, int slot, long now, @Nullable Throwable failure) {
        boolean batch = (token & BATCH) != 0;
        int elements = batch ? woven.sonde$batch() : 0;
        long nesting = SLOTS.nesting(slot);
        boolean recorded = (nesting & RECORDED) != 0;
        QuerySeries sideDoor = null;
        if (!recorded) {
            // What the driver executes to answer is nobody's execution.
            SLOTS.nesting(slot, nesting | DRIVER);
            sideDoor = sideDoor(woven, failure == null);
        }
        if (nesting < 2 * LAYER) {
            SLOTS.release(slot, Thread.currentThread().getId());
        } else {
            SLOTS.nesting(slot, (nesting - LAYER) | RECORDED);
        }
        if (sideDoor != null) {
            long nanos = ((now >>> TICK_SHIFT) - (token >>> START_SHIFT) & TICKS) << TICK_SHIFT;
            recordUncommon(woven, nanos, batch, elements, failure);
        } else if (batch) {
            woven.sonde$batch(0);
        }
    }

    /** Finds the series of a statement whose driver was entered by a side door, and marks its connection. */
    private static @Nullable QuerySeries sideDoor(WovenStatement woven, boolean mark) {
        try {
            Object state = woven.sonde$state();
            ServerSeries server = connectionServer(woven, mark);
            QuerySeries series = state instanceof String sql ? server.query(sql) : server.other();
            woven.sonde$state(series);
            return series;
        } catch (Throwable t) {
            Failures.suppressed(Place.EXECUTE, t);
            return null;
        }
    }

    private static ServerSeries connectionServer(WovenStatement woven, boolean mark) {
        JdbcAccess jdbc = access;
        Object connection = jdbc == null ? null : jdbc.connection(woven);
        if (jdbc == null || !(connection instanceof WovenConnection owner)) {
            return Queries.shared().server(Server.UNKNOWN);
        }
        ServerSeries known = owner.sonde$server();
        if (known != null) {
            return known;
        }
        String url = jdbc.url(connection);
        ServerSeries server = Queries.shared().server(url == null ? Server.UNKNOWN : JdbcUrl.parse(url, ""));
        if (mark) {
            owner.sonde$server(server);
        }
        return server;
    }

    private static void recordUncommon(
            WovenStatement woven, long nanos, boolean batch, int elements, @Nullable Throwable failure) {
        Object state = woven.sonde$state();
        ServerSeries server = ServerSeries.of(state);
        if (server == null) {
            return;
        }
        QuerySeries series = state instanceof QuerySeries own && elements >= 0 ? own : server.other();
        if (failure != null) {
            series.recordFailure(nanos, failure, sqlStateClass(failure), batch);
        } else if (batch) {
            series.recordBatch(nanos, Math.abs(elements));
        } else {
            series.record(nanos);
        }
        if (batch) {
            woven.sonde$batch(0);
        }
    }

    private static String sqlStateClass(Throwable failure) {
        JdbcAccess jdbc = access;
        String state = jdbc == null ? null : jdbc.sqlState(failure);
        return state == null || state.length() != 5 ? "none" : state.substring(0, 2);
    }
}
