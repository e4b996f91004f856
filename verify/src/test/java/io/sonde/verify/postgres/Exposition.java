package io.sonde.verify.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of metrics, read.
 *
 * @param series by the metric's name
 */
record Exposition(Map<String, List<Series>> series) {

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:\\\\.|[^\"\\\\])*)\"");

    record Series(String metric, Map<String, String> labels, double value) {

        /** The value of a label; empty without one, as to Prometheus. */
        String label(String name) {
            return labels.getOrDefault(name, "");
        }

        boolean has(Map<String, String> wanted) {
            return wanted.entrySet().stream()
                    .allMatch(label -> label(label.getKey()).equals(label.getValue()));
        }
    }

    static Exposition parse(String text) {
        Map<String, List<Series>> all = new TreeMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                Map<String, String> labels = new TreeMap<>();
                Matcher label = LABEL.matcher(matcher.group(2) == null ? "" : matcher.group(2));
                while (label.find()) {
                    labels.put(label.group(1), label.group(2));
                }
                double value = Double.parseDouble(
                        matcher.group(3).replace("+Inf", "Infinity").replace("-Inf", "-Infinity"));
                all.computeIfAbsent(matcher.group(1), name -> new ArrayList<>())
                        .add(new Series(matcher.group(1), labels, value));
            }
        });
        return new Exposition(all);
    }

    List<Series> all(String metric, Predicate<Series> which) {
        return series.getOrDefault(metric, List.of()).stream().filter(which).toList();
    }

    /** Those with these labels, given as name, value, name, value. */
    List<Series> all(String metric, String... labels) {
        Map<String, String> wanted = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            wanted.put(labels[i], labels[i + 1]);
        }
        return all(metric, series -> series.has(wanted));
    }

    /** The value of the only one with these labels. */
    double value(String metric, String... labels) {
        List<Series> found = all(metric, labels);
        if (found.size() != 1) {
            throw new AssertionError(metric + List.of(labels) + " is there " + found.size() + " times: " + found
                    + "\nof " + series.getOrDefault(metric, List.of()));
        }
        return found.get(0).value();
    }

    boolean has(String metric, String... labels) {
        return !all(metric, labels).isEmpty();
    }
}
