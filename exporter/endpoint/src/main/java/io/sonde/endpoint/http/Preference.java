package io.sonde.endpoint.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One element of an {@code Accept}, {@code Accept-Encoding} or similar header (RFC 9110, 12.4.2).
 *
 * @param value in lower case, without parameters
 * @param parameters by name in lower case, without {@code q}; values as they are, without quotes
 * @param quality from 0, not acceptable, to 1
 */
public record Preference(String value, Map<String, String> parameters, double quality) {

    private static final int MAX_ELEMENTS = 64;

    /** Reads a header. What is malformed in it is left out; null has no elements. */
    public static List<Preference> parse(@Nullable String header) {
        List<Preference> all = new ArrayList<>();
        if (header == null) {
            return all;
        }
        for (String element : split(header, ',')) {
            List<String> parts = split(element, ';');
            String value = parts.get(0).strip().toLowerCase(Locale.ROOT);
            Preference preference = value.isEmpty() ? null : of(value, parts.subList(1, parts.size()));
            if (preference != null && all.size() < MAX_ELEMENTS) {
                all.add(preference);
            }
        }
        return all;
    }

    private static @Nullable Preference of(String value, List<String> parts) {
        Map<String, String> parameters = new TreeMap<>();
        double quality = 1;
        for (String part : parts) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                continue;
            }
            String name = part.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            String text = unquote(part.substring(equals + 1).strip());
            if (name.equals("q")) {
                quality = quality(text);
                if (quality < 0) {
                    return null;
                }
            } else {
                parameters.put(name, text);
            }
        }
        return new Preference(value, parameters, quality);
    }

    /** A number from 0 to 1 with at most three decimals, or -1. */
    private static double quality(String text) {
        if (text.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?")) {
            return Double.parseDouble(text);
        }
        return -1;
    }

    private static String unquote(String text) {
        return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    /** Splits outside quotes. Always has an element. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** Whether gzip is acceptable by this {@code Accept-Encoding}, at least as much as no encoding at all. */
    static boolean gzip(@Nullable String acceptEncoding) {
        double gzip = -1;
        double any = -1;
        double identity = -1;
        for (Preference preference : parse(acceptEncoding)) {
            switch (preference.value()) {
                case "gzip", "x-gzip" -> gzip = preference.quality();
                case "*" -> any = preference.quality();
                case "identity" -> identity = preference.quality();
                default -> {}
            }
        }
        double quality = gzip >= 0 ? gzip : any;
        return quality > 0 && quality >= identity;
    }
}
