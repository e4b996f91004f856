package io.sonde.agent.bootstrap.jdbc;

import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import org.jspecify.annotations.Nullable;

/**
 * Entry points of woven {@code addBatch} and {@code clearBatch} methods: they keep the size of a statement's batch.
 *
 * <p>Called by the application's threads. Nothing is thrown and nothing is allocated for known texts.
 */
public final class Batches {

    /*
     * An addBatch may call its superclass's addBatch, woven too. So the size is not counted up: what it was on entry is
     * kept, and the return sets one more than that, as often as it may be set.
     */

    private Batches() {}

    /** An {@code addBatch} begins. Returns the size so far. */
    public static long before(Object statement) {
        try {
            return ((WovenStatement) statement).sonde$batch();
        } catch (Throwable t) {
            Failures.suppressed(Place.BATCH, t);
            return 0;
        }
    }

    /** An {@code addBatch()} returns. */
    public static void added(Object statement, long before) {
        try {
            ((WovenStatement) statement).sonde$batch((int) (before < 0 ? before - 1 : before + 1));
        } catch (Throwable t) {
            Failures.suppressed(Place.BATCH, t);
        }
    }

    /** An {@code addBatch(String)} returns. */
    public static void added(Object statement, @Nullable String sql, long before) {
        try {
            WovenStatement woven = (WovenStatement) statement;
            if (woven.sonde$state() == WovenStatement.COUNTED_INSIDE) {
                return;
            }
            boolean mixed = before < 0;
            if (sql != null && !mixed) {
                mixed = noteText(woven, sql, before == 0);
            }
            woven.sonde$batch((int) (mixed ? -Math.abs(before) - 1 : before + 1));
        } catch (Throwable t) {
            Failures.suppressed(Place.BATCH, t);
        }
    }

    /** A {@code clearBatch} returns. */
    public static void cleared(Object statement) {
        try {
            ((WovenStatement) statement).sonde$batch(0);
        } catch (Throwable t) {
            Failures.suppressed(Place.BATCH, t);
        }
    }

    /** The batch was executed, or will never be: the statement is handed out anew. */
    static void executed(WovenStatement woven) {
        if (woven.sonde$batch() != 0) {
            woven.sonde$batch(0);
        }
        if (woven.sonde$batched() != null) {
            woven.sonde$batched(null);
        }
    }

    /** Returns whether the text is of another query than what is in the batch already. */
    private static boolean noteText(WovenStatement woven, String sql, boolean first) {
        ServerSeries server = ServerSeries.of(woven.sonde$state());
        Object text = server == null ? sql : server.query(sql);
        if (first) {
            woven.sonde$batched(text);
            return false;
        }
        return !text.equals(server == null ? woven.sonde$batched() : texts(woven, server));
    }

    /** What the batch's texts are, when the server is known: it may have become known since they were added. */
    static @Nullable Object texts(WovenStatement woven, ServerSeries server) {
        if (woven.sonde$batched() instanceof String sql) {
            woven.sonde$batched(server.query(sql));
        }
        return woven.sonde$batched();
    }
}
