package io.sonde.exporter.log;

import io.sonde.endpoint.log.LogSink;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Where libraries' messages go: those through slf4j (HikariCP) and those through java.util.logging (the PostgreSQL driver).
 *
 * <p>What a library finds worth telling is detail here: its informational messages become debug messages.
 */
public final class LibraryLogs {

    private static volatile LogSink sink = LogSink.SILENT;

    private LibraryLogs() {}

    /** Sends them to this sink from now on; process-wide. */
    public static void sendTo(LogSink target) {
        sink = target;
        Logger root = LogManager.getLogManager().getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new JulHandler());
    }

    static LogSink sink() {
        return sink;
    }

    private static final class JulHandler extends Handler {

        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord message) {
            int level = message.getLevel().intValue();
            LogSink.Level ours = level >= Level.SEVERE.intValue()
                    ? LogSink.Level.ERROR
                    : level >= Level.WARNING.intValue() ? LogSink.Level.WARN : LogSink.Level.DEBUG;
            if (sink.wants(ours)) {
                sink.log(ours, formatter.formatMessage(message), message.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
