package io.sonde.exporter.config;

import java.util.List;
import java.util.Map;

/**
 * A metric that a user's query becomes: a series for each row.
 *
 * @param value the column with the value; empty for an info and for a histogram
 * @param labels columns, whose names are the labels' names
 * @param buckets of a histogram: upper edges, ascending, and the columns with the cumulative counts
 * @param sum of a histogram: the column with the sum
 * @param count of a histogram: the column with the count
 */
public record QueryMetric(
        String name,
        Type type,
        String help,
        String value,
        List<String> labels,
        Map<Double, String> buckets,
        String sum,
        String count) {

    /** What kinds of metrics there are. */
    public enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM,
        INFO
    }

    public QueryMetric {
        labels = List.copyOf(labels);
        buckets = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(buckets));
    }
}
