package io.sonde.verify.exporter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page of metrics in Prometheus's text format, read.
 *
 * @param values by name and labels
 */
public record SeriesPage(String text, Map<Key, Double> values) {

    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:\\\\.|[^\"\\\\])*)\"");

    /** One series. */
    public record Key(String name, Map<String, String> labels) {

        /** Name and names of labels, without these. */
        public String shape(Set<String> without) {
            return name
                    + labels.keySet().stream()
                            .filter(label -> !without.contains(label))
                            .collect(Collectors.toCollection(TreeSet::new));
        }

        boolean has(Map<String, String> wanted) {
            return wanted.entrySet().stream()
                    .allMatch(label -> label.getValue().equals(labels.getOrDefault(label.getKey(), "")));
        }
    }

    public static SeriesPage parse(String text) {
        Map<Key, Double> values = new LinkedHashMap<>();
        for (String line : text.split("\n", -1)) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                int end = Math.max(line.lastIndexOf('}') + 1, 0);
                int space = line.indexOf(' ', end);
                String series = line.substring(0, space);
                String value = line.substring(space + 1).split(" ", 2)[0];
                values.put(key(series), number(value));
            }
        }
        return new SeriesPage(text, values);
    }

    private static Key key(String series) {
        int brace = series.indexOf('{');
        Map<String, String> labels = new TreeMap<>();
        if (brace >= 0) {
            Matcher matcher = LABEL.matcher(series.substring(brace));
            while (matcher.find()) {
                // To Prometheus an empty label is none.
                if (!matcher.group(2).isEmpty()) {
                    labels.put(matcher.group(1), matcher.group(2));
                }
            }
        }
        return new Key(brace < 0 ? series : series.substring(0, brace), labels);
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** Without the series that have another value of this label; the text stays as it was. */
    public SeriesPage only(String label, String value) {
        Map<Key, Double> kept = new LinkedHashMap<>(values);
        kept.keySet().removeIf(key -> !value.equals(key.labels().getOrDefault(label, value)));
        return new SeriesPage(text, kept);
    }

    public Set<String> names() {
        return values.keySet().stream().map(Key::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Names with the names of their labels, without these. */
    public Set<String> shapes(Set<String> without) {
        return values.keySet().stream().map(key -> key.shape(without)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The series of a metric that have these labels among theirs. */
    public Map<Key, Double> find(String name, Map<String, String> labels) {
        Map<Key, Double> found = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (key.name().equals(name) && key.has(labels)) {
                found.put(key, value);
            }
        });
        return found;
    }

    /** The value of the only such series. */
    public double value(String name, Map<String, String> labels) {
        Map<Key, Double> found = find(name, labels);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " series of " + name + labels + ": " + found.keySet());
        }
        return found.values().iterator().next();
    }
}
