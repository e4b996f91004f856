package io.sonde.verify.agent.app;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the generated driver does in each of its methods: returns, or throws what it was told to. Used by one thread. */
public final class Faults {

    /** A kind of failure. */
    public enum Kind {
        NONE,
        SQL,
        SQL_SUBCLASS,
        SQL_WITHOUT_STATE,
        RUNTIME,
        ERROR,
        STACK_OVERFLOW,
        OUT_OF_MEMORY,
        OWN
    }

    /** A failure that fails itself when it is asked for anything. */
    public static final class Hostile extends SQLException {

        private static final long serialVersionUID = 1;

        @Override
        public String getSQLState() {
            throw new IllegalStateException("asked for its state");
        }

        @Override
        public int getErrorCode() {
            throw new IllegalStateException("asked for its code");
        }

        @Override
        public String getMessage() {
            throw new IllegalStateException("asked for its message");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("asked for its text");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("asked for its stack");
        }

        @Override
        public int hashCode() {
            throw new IllegalStateException("asked for its hash");
        }
    }

    private static Kind kind = Kind.NONE;
    private static final AtomicReference<@Nullable Throwable> LAST = new AtomicReference<>();

    private Faults() {}

    static void next(Kind next) {
        kind = next;
        LAST.set(null);
    }

    /** What was thrown last. */
    static @Nullable Throwable last() {
        return LAST.get();
    }

    /** Called by every method of the generated driver. */
    public static void call() throws SQLException {
        switch (kind) {
            case NONE -> {}
            case SQL -> throw keep(new SQLException("fault", "42601", 7));
            case SQL_SUBCLASS -> throw keep(new SQLTransientConnectionException("fault", "08006"));
            case SQL_WITHOUT_STATE -> throw keep(new SQLException());
            case RUNTIME -> throw keep(new IllegalStateException("fault"));
            case ERROR -> throw keep(new AssertionError("fault"));
            case STACK_OVERFLOW -> overflow(0);
            case OUT_OF_MEMORY -> throw keep(new OutOfMemoryError("fault"));
            case OWN -> throw keep(new Hostile());
        }
    }

    private static long overflow(long depth) {
        if (depth < 0) {
            return 0;
        }
        try {
            return overflow(depth + 1) + 1;
        } catch (StackOverflowError e) {
            LAST.set(e);
            throw e;
        }
    }

    private static <T extends Throwable> T keep(T failure) {
        LAST.set(failure);
        return failure;
    }
}
