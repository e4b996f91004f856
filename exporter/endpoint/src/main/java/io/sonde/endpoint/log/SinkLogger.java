package io.sonde.endpoint.log;

import io.sonde.endpoint.log.LogSink.Level;
import org.jspecify.annotations.Nullable;

/**
 * What the loggers of libraries come down to: a level, a format with {@code {}} in it, its arguments, and perhaps a failure as the last of
 * them.
 *
 * <p>Any thread may call it.
 */
public final class SinkLogger {

    private final String name;
    private final LogSink sink;

    /** @param name comes before each message */
    public SinkLogger(String name, LogSink sink) {
        this.name = name;
        this.sink = sink;
    }

    public boolean wants(Level level) {
        return sink.wants(level);
    }

    /** Passes a message on, if messages of its level are wanted. */
    public void say(Level level, @Nullable String format, @Nullable Object... values) {
        if (sink.wants(level)) {
            Throwable failure = values.length > 0 && values[values.length - 1] instanceof Throwable t ? t : null;
            sink.log(level, name + ": " + format(String.valueOf(format), values), failure);
        }
    }

    private static String format(String format, @Nullable Object... values) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (Object value : values) {
            int hole = format.indexOf("{}", from);
            if (hole < 0) {
                break;
            }
            text.append(format, from, hole).append(value);
            from = hole + 2;
        }
        return text.append(format, from, format.length()).toString();
    }
}
