package io.sonde.endpoint.page;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A page of Prometheus text 0.0.4, read back by the letter of its description; anything else is an error.
 *
 * @param values by name and sorted labels
 * @param types by metric
 */
record ParsedPage(Map<String, Double> values, Map<String, String> types) {

    static ParsedPage parse(String text) {
        Map<String, Double> values = new LinkedHashMap<>();
        Map<String, String> types = new LinkedHashMap<>();
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw new IllegalArgumentException("the last line does not end");
        }
        // Only a line feed ends a line; a carriage return may stand in a value.
        for (int start = 0, end; start < text.length(); start = end + 1) {
            end = text.indexOf('\n', start);
            String line = text.substring(start, end);
            if (line.startsWith("# TYPE ")) {
                int space = line.indexOf(' ', 7);
                if (types.put(line.substring(7, space), line.substring(space + 1)) != null) {
                    throw new IllegalArgumentException("a second " + line);
                }
            } else if (!line.startsWith("# HELP ")) {
                Line series = new Line(line);
                if (values.put(series.name(), series.value()) != null) {
                    throw new IllegalArgumentException("a second " + line);
                }
            }
        }
        return new ParsedPage(values, types);
    }

    /** One series, read from left to right. */
    private static final class Line {

        private final String text;
        private int at;

        Line(String text) {
            this.text = text;
        }

        String name() {
            String name = word();
            Map<String, String> labels = new TreeMap<>();
            if (text.charAt(at) == '{') {
                do {
                    at++;
                    String label = word();
                    expect('=');
                    expect('"');
                    if (labels.put(label, quoted()) != null) {
                        throw new IllegalArgumentException("a second " + label + " in " + text);
                    }
                } while (text.charAt(at) == ',');
                expect('}');
            }
            return name + labels;
        }

        double value() {
            expect(' ');
            String value = text.substring(at);
            return value.equals("+Inf")
                    ? Double.POSITIVE_INFINITY
                    : value.equals("-Inf") ? Double.NEGATIVE_INFINITY : Double.parseDouble(value);
        }

        private String word() {
            int start = at;
            while (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_' || text.charAt(at) == ':') {
                if (text.charAt(at) > 'z') {
                    throw new IllegalArgumentException("a name with " + text.charAt(at) + " in " + text);
                }
                at++;
            }
            if (start == at || Character.isDigit(text.charAt(start))) {
                throw new IllegalArgumentException("no name at " + start + " of " + text);
            }
            return text.substring(start, at);
        }

        private String quoted() {
            StringBuilder value = new StringBuilder();
            for (; text.charAt(at) != '"'; at++) {
                char c = text.charAt(at);
                if (c == '\\') {
                    c = switch (text.charAt(++at)) {
                        case 'n' -> '\n';
                        case '"' -> '"';
                        case '\\' -> '\\';
                        default -> throw new IllegalArgumentException("an unknown escape in " + text);
                    };
                }
                value.append(c);
            }
            at++;
            return value.toString();
        }

        private void expect(char c) {
            if (text.charAt(at) != c) {
                throw new IllegalArgumentException("no " + c + " at " + at + " of " + text);
            }
            at++;
        }
    }
}
