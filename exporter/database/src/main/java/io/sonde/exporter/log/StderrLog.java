package io.sonde.exporter.log;

import io.sonde.endpoint.log.LogSink;
import java.io.PrintStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages to a stream, one line each: {@code time=… level=… msg="…" cause="…"}.
 *
 * <p>Any thread may call it; lines do not mix.
 */
public final class StderrLog implements LogSink {

    private static final int MAX_CAUSES = 4;

    private final PrintStream out;
    private final Level least;
    private final Mask mask;
    private final Clock clock;

    public StderrLog(PrintStream out, Level least, Mask mask, Clock clock) {
        this.out = out;
        this.least = least;
        this.mask = mask;
        this.clock = clock;
    }

    @Override
    public boolean wants(Level level) {
        return level.compareTo(least) >= 0;
    }

    @Override
    public void log(Level level, String message, @Nullable Throwable failure) {
        if (!wants(level)) {
            return;
        }
        StringBuilder line = new StringBuilder("time=")
                .append(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .append(" level=")
                .append(level.name().toLowerCase(java.util.Locale.ROOT))
                .append(" msg=");
        quote(line, mask.apply(message));
        if (failure != null) {
            line.append(" cause=");
            quote(line, mask.apply(causes(failure)));
        }
        out.println(line);
    }

    private static String causes(Throwable failure) {
        StringBuilder causes = new StringBuilder();
        Throwable cause = failure;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++, cause = cause.getCause()) {
            causes.append(i == 0 ? "" : " <- ").append(cause);
        }
        return causes.toString();
    }

    private static void quote(StringBuilder line, String text) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> line.append('\\').append(c);
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                default -> line.append(Character.isISOControl(c) ? '?' : c);
            }
        }
        line.append('"');
    }
}
