package io.sonde.demo.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads Prometheus's text format 0.0.4: one sample a line, comments and time stamps passed over. Made for one page. */
final class TextFormat {
    private final String text;
    private int at;
    private int line = 1;

    TextFormat(String text) {
        this.text = text;
    }

    List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        while (at < text.length()) {
            skipBlanks();
            if (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '#') {
                samples.add(sample());
            }
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
            line++;
        }
        return samples;
    }

    private Sample sample() {
        String name = word("{ \t\n");
        Map<String, String> labels = Map.of();
        skipBlanks();
        if (is('{')) {
            at++;
            labels = labels();
            skipBlanks();
        }
        return new Sample(name, labels, number(word(" \t\n")));
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        skipBlanks();
        while (!is('}')) {
            String name = word("=, \t\n").strip();
            skipBlanks();
            expect('=');
            skipBlanks();
            expect('"');
            labels.put(name, value());
            skipBlanks();
            if (is(',')) {
                at++;
                skipBlanks();
            } else if (!is('}')) {
                throw wrong("',' or '}' expected");
            }
        }
        at++;
        return labels;
    }

    /** A label's value, after its opening quote; leaves the position after the closing one. */
    private String value() {
        StringBuilder value = new StringBuilder();
        while (!is('"')) {
            if (at >= text.length() || is('\n')) {
                throw wrong("a label's value does not end");
            }
            char c = text.charAt(at++);
            if (c == '\\' && at < text.length()) {
                char escaped = text.charAt(at++);
                c = escaped == 'n' ? '\n' : escaped;
            }
            value.append(c);
        }
        at++;
        return value.toString();
    }

    private double number(String word) {
        return switch (word) {
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            case "NaN" -> Double.NaN;
            default -> {
                try {
                    yield Double.parseDouble(word);
                } catch (NumberFormatException e) {
                    throw wrong("not a number: " + word);
                }
            }
        };
    }

    private String word(String delimiters) {
        int start = at;
        while (at < text.length() && delimiters.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (start == at) {
            throw wrong("something is missing");
        }
        return text.substring(start, at);
    }

    private void expect(char c) {
        if (!is(c)) {
            throw wrong("'" + c + "' expected");
        }
        at++;
    }

    private boolean is(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private void skipBlanks() {
        while (is(' ') || is('\t')) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("line " + line + ": " + what);
    }
}
