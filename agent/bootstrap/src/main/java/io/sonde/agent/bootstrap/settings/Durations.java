package io.sonde.agent.bootstrap.settings;

/** Times as settings have them: a whole number and one of the units {@code ms}, {@code s}, {@code m}, {@code h}. */
final class Durations {

    static final long MILLISECOND = 1_000_000;
    static final long SECOND = 1000 * MILLISECOND;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;

    private Durations() {}

    /** The time in nanoseconds, or -1 if the text is none. */
    static long nanos(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        // So many that no unit overflows.
        if (digits == 0 || digits > 6) {
            return -1;
        }
        long unit =
                switch (text.substring(digits).trim()) {
                    case "ms" -> MILLISECOND;
                    case "s" -> SECOND;
                    case "m" -> MINUTE;
                    case "h" -> HOUR;
                    default -> -1;
                };
        return unit < 0 ? -1 : Integer.parseInt(text.substring(0, digits)) * unit;
    }

    /** The time in the largest unit that makes a whole number of it. */
    static String text(long nanos) {
        if (nanos != 0 && nanos % HOUR == 0) {
            return nanos / HOUR + "h";
        }
        if (nanos != 0 && nanos % MINUTE == 0) {
            return nanos / MINUTE + "m";
        }
        return nanos % SECOND == 0 ? nanos / SECOND + "s" : nanos / MILLISECOND + "ms";
    }
}
