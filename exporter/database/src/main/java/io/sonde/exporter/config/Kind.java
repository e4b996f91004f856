package io.sonde.exporter.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the value of a key may be.
 *
 * @param expected completes "expected …" in an error and in the reference
 * @param parser gives null for a text that is not of this kind
 */
record Kind<T>(String expected, Parser<T> parser) {

    interface Parser<T> {
        @Nullable
        T parse(String text);
    }

    static final Kind<String> TEXT = new Kind<>("a text", text -> text.isBlank() ? null : text);
    static final Kind<String> SECRET = new Kind<>("a text, or `${NAME}` of an environment variable", text -> text);
    static final Kind<Path> FILE = new Kind<>("the path of a file", text -> text.isBlank() ? null : Path.of(text));
    static final Kind<HostPort> LISTEN =
            new Kind<>("`host:port` or `:port` with a port from 0 to 65535", HostPort::toListenOn);
    static final Kind<HostPort> SERVER =
            new Kind<>("`host` or `host:port` with a port from 1 to 65535", text -> withHost(HostPort.parse(text)));
    static final Kind<JdbcUrl> URL =
            new Kind<>("a URL such as `jdbc:postgresql://db.internal:5432/shop`", Kind::parseUrl);

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    static Kind<Duration> duration(Duration least, Duration most) {
        String expected = "a duration from " + show(least) + " to " + show(most) + ", such as `500ms`, `5s` or `1m`";
        return new Kind<>(expected, text -> {
            Duration value = parseDuration(text);
            return value == null || value.compareTo(least) < 0 || value.compareTo(most) > 0 ? null : value;
        });
    }

    static Kind<Integer> number(int least, int most) {
        return new Kind<>("a number from " + least + " to " + most, text -> {
            if (!text.matches("\\d{1,9}")) {
                return null;
            }
            int value = Integer.parseInt(text);
            return value < least || value > most ? null : value;
        });
    }

    /** How a duration is written in a configuration. */
    static String show(Duration value) {
        long millis = value.toMillis();
        if (millis % 1000 != 0 || millis == 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private static @Nullable Duration parseDuration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private static @Nullable JdbcUrl parseUrl(String text) {
        return JdbcUrl.reserved(text) == null ? JdbcUrl.parse(text) : null;
    }

    private static @Nullable HostPort withHost(@Nullable HostPort value) {
        return value == null || value.host().isEmpty() || value.port() == 0 ? null : value;
    }
}
