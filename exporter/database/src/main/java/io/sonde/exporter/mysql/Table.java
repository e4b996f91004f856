package io.sonde.exporter.mysql;

import java.util.List;

/**
 * What is read with one query whose rows are labels and numbers.
 *
 * @param collector the value of the label {@code collector}
 * @param sql gives the texts of the labels, then the numbers of the columns, in their order
 * @param labels the names of the first columns
 * @param columns what the others become
 * @param most how many rows have series of their own; when the numbers are counters, the others become {@code other}
 * @param weight which column says how much a row matters; -1 when the query's order does, and then the others are left out
 */
record Table(String collector, String sql, List<String> labels, List<Column> columns, int most, int weight) {

    Table {
        labels = List.copyOf(labels);
        columns = List.copyOf(columns);
    }
}
