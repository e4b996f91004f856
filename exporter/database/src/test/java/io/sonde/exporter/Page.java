package io.sonde.exporter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A page of metrics, read.
 *
 * @param series values by series as exposed, labels included
 */
record Page(String text, Map<String, Double> series) {

    static Page parse(String text) {
        Map<String, Double> series = new LinkedHashMap<>();
        for (String line : text.split("\n", -1)) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                int space = line.lastIndexOf(' ');
                series.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
            }
        }
        return new Page(text, series);
    }

    /** The only series of this metric that has these labels, each written as on the page. */
    double value(String metric, String... labels) {
        List<Double> found = values(metric, labels);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " series of " + metric + List.of(labels) + " on\n" + text);
        }
        return found.get(0);
    }

    List<Double> values(String metric, String... labels) {
        return series.entrySet().stream()
                .filter(entry -> is(entry.getKey(), metric, labels))
                .map(Map.Entry::getValue)
                .toList();
    }

    double sum(String metric, String... labels) {
        return values(metric, labels).stream().mapToDouble(Double::doubleValue).sum();
    }

    private static boolean is(String series, String metric, String... labels) {
        if (!series.equals(metric) && !series.startsWith(metric + "{")) {
            return false;
        }
        for (String label : labels) {
            if (!series.contains("{" + label) && !series.contains("," + label)) {
                return false;
            }
        }
        return true;
    }

    /** Metrics with the names of their labels, sorted: {@code pg_up{target}}. */
    List<String> shapes() {
        return series.keySet().stream()
                .map(key -> key.replaceAll("=\"(\\\\.|[^\"\\\\])*\"", ""))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .toList();
    }
}
