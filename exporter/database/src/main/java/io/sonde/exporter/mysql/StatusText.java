package io.sonde.exporter.mysql;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Reads the values of status variables, which are texts, as mysqld_exporter does. */
final class StatusText {

    private StatusText() {}

    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,40}(\\.\\d{0,40})?([eE][+-]?\\d{1,3})?");

    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** As OpenSSL writes the dates of certificates. */
    private static final DateTimeFormatter CERTIFICATE =
            DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss uuuu z", Locale.ENGLISH);

    /** A number, a switch as 1 or 0, or a date in seconds since 1970; empty for any other text. */
    static OptionalDouble number(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "on", "primary" -> OptionalDouble.of(1);
            case "no", "off", "disabled", "connecting", "preparing", "non-primary", "disconnected" ->
                OptionalDouble.of(0);
            default -> {
                OptionalDouble number = decimal(text);
                yield number.isPresent() ? number : date(text);
            }
        };
    }

    /** A name as a part of a metric's name. */
    static String metricName(String name) {
        StringBuilder metric = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = Character.toLowerCase(name.charAt(i));
            metric.append((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '_');
        }
        return metric.toString();
    }

    private static OptionalDouble date(String text) {
        boolean dayAndTime = text.length() == 19 && text.charAt(10) == ' ';
        if (!dayAndTime && !text.endsWith(" GMT")) {
            return OptionalDouble.empty();
        }
        try {
            DateTimeFormatter format = dayAndTime ? DAY_AND_TIME : CERTIFICATE;
            return OptionalDouble.of((double) Instant.from(format.parse(text)).getEpochSecond());
        } catch (DateTimeException e) {
            return OptionalDouble.empty();
        }
    }

    private static OptionalDouble decimal(String text) {
        return DECIMAL.matcher(text).matches() ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
    }
}
