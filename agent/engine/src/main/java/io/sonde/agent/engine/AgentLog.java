package io.sonde.agent.engine;

import io.sonde.agent.bootstrap.failure.LogLevel;
import io.sonde.agent.bootstrap.failure.Warnings;
import io.sonde.endpoint.log.LogSink;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the engine says on the application's standard error: a line each, by the configured level, and the same line never twice.
 *
 * <p>What the libraries say matters one level less, because they have other uses in mind: their warnings are said from
 * {@link LogLevel#INFO} on, and everything at {@link LogLevel#DEBUG}.
 */
final class AgentLog implements LogSink {

    /** After so many different lines it has said enough, unless somebody debugs. */
    private static final int MOST_LINES = 200;

    private final Set<String> said = ConcurrentHashMap.newKeySet();

    @Override
    public boolean wants(Level level) {
        return Warnings.says(ownLevel(level));
    }

    @Override
    public void log(Level level, String message, @Nullable Throwable failure) {
        say(ownLevel(level), message, failure);
    }

    @Override
    public LogSink libraries() {
        return new Libraries();
    }

    private static LogLevel ownLevel(Level level) {
        return switch (level) {
            case DEBUG -> LogLevel.DEBUG;
            case INFO -> LogLevel.INFO;
            case WARN, ERROR -> LogLevel.WARN;
        };
    }

    private void say(LogLevel level, String message, @Nullable Throwable failure) {
        if (!Warnings.says(level)) {
            return;
        }
        String line = failure == null ? message : message + ": " + failure;
        if (level == LogLevel.DEBUG || (said.size() < MOST_LINES && said.add(line))) {
            Warnings.say(level, line);
        }
    }

    private final class Libraries implements LogSink {

        @Override
        public boolean wants(Level level) {
            return Warnings.says(libraryLevel(level));
        }

        @Override
        public void log(Level level, String message, @Nullable Throwable failure) {
            say(libraryLevel(level), message, failure);
        }

        private static LogLevel libraryLevel(Level level) {
            return level.compareTo(Level.WARN) >= 0 ? LogLevel.INFO : LogLevel.DEBUG;
        }
    }
}
