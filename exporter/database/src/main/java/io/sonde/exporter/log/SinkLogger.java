package io.sonde.exporter.log;

import io.sonde.endpoint.log.LogSink;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** slf4j's view of {@link LibraryLogs}. */
final class SinkLogger extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1L;
    private static final String OF_ANSWERS = "org.mariadb.jdbc.message.";

    SinkLogger(String name) {
        this.name = name;
    }

    /** MariaDB's driver warns of each error that a server answers, which is told already by whoever asked. */
    private LogSink.Level ours(Level level) {
        return switch (level) {
            case ERROR -> LogSink.Level.ERROR;
            case WARN -> name.startsWith(OF_ANSWERS) ? LogSink.Level.DEBUG : LogSink.Level.WARN;
            default -> LogSink.Level.DEBUG;
        };
    }

    private boolean wants(Level level) {
        return LibraryLogs.sink().wants(ours(level));
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String message,
            Object @Nullable [] arguments,
            @Nullable Throwable failure) {
        String text = MessageFormatter.basicArrayFormat(message, arguments);
        LibraryLogs.sink().log(ours(level), text, failure);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }

    @Override
    public boolean isDebugEnabled() {
        return wants(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return wants(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return wants(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return wants(Level.ERROR);
    }
}
