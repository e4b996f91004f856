package io.sonde.endpoint.log;

import org.jspecify.annotations.Nullable;

/**
 * Takes the messages of Sonde and of the libraries inside it.
 *
 * <p>Called by any thread, also at once. An implementation neither throws nor blocks for long.
 */
@FunctionalInterface
public interface LogSink {

    /** Forgets every message. The default: an agent writes nothing to the application's standard error. */
    LogSink SILENT = (level, message, failure) -> {};

    /** How much a message matters. What a library calls trace is {@link #DEBUG}. */
    enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    /** Takes one message, with the failure that caused it if there is one. */
    void log(Level level, String message, @Nullable Throwable failure);

    /** Whether messages of this level are wanted; spares building them. Sinks of libraries ask before they format. */
    default boolean wants(Level level) {
        return level.compareTo(Level.WARN) >= 0;
    }

    /** The sink for what the libraries say, where it is another. */
    default LogSink libraries() {
        return this;
    }

    default void warn(String message, @Nullable Throwable failure) {
        log(Level.WARN, message, failure);
    }
}
