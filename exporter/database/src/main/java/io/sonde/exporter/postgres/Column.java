package io.sonde.exporter.postgres;

import io.sonde.core.metric.Catalogue;
import io.sonde.core.metric.MetricSpec;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One column of a query that says by its name what it is, see {@link ViewQuery}.
 *
 * @param index from 1
 * @param value the metric that it is a value of; null for a label
 * @param state the label in which the metric tells this text; empty when the column holds a number
 */
record Column(int index, String name, @Nullable MetricSpec value, String state) {

    /** By the names in our own queries, which every target's collectors ask for again. */
    private static final Map<String, Optional<MetricSpec>> SPECS = new ConcurrentHashMap<>();

    /** The columns of our own queries, and how they belong together: the same for all targets. */
    private static final Map<List<Column>, List<Column>> KNOWN = new ConcurrentHashMap<>();

    private static final Map<List<Column>, List<Group>> GROUPS = new ConcurrentHashMap<>();

    /** Columns whose series have the same labels, and the columns of these labels. */
    record Group(List<Column> labels, List<Column> values) {}

    static List<Column> of(ResultSetMetaData names) throws SQLException {
        List<Column> all = new ArrayList<>();
        for (int i = 1; i <= names.getColumnCount(); i++) {
            all.add(of(i, names.getColumnLabel(i)));
        }
        List<Column> columns = List.copyOf(all);
        return KNOWN.computeIfAbsent(columns, same -> same);
    }

    private static Column of(int index, String name) {
        int dot = name.indexOf('.');
        String metric = dot < 0 ? name : name.substring(0, dot);
        MetricSpec spec = SPECS.computeIfAbsent(metric, Catalogue::find).orElse(null);
        return new Column(index, name, spec, dot < 0 ? "" : name.substring(dot + 1));
    }

    /**
     * The columns by the labels that their metrics may have.
     *
     * @throws IllegalStateException if a column is neither a metric nor a label of one
     */
    static List<Group> groups(List<Column> columns) {
        return GROUPS.computeIfAbsent(columns, Column::grouped);
    }

    private static List<Group> grouped(List<Column> columns) {
        Map<List<Column>, List<Column>> values = new LinkedHashMap<>();
        List<Column> unused = new ArrayList<>();
        columns.stream().filter(column -> column.value() == null).forEach(unused::add);
        for (Column column : columns) {
            MetricSpec spec = column.value();
            if (spec != null) {
                List<Column> labels = columns.stream()
                        .filter(label -> label.value() == null && spec.labels().contains(label.name()))
                        .toList();
                values.computeIfAbsent(labels, l -> new ArrayList<>()).add(column);
                unused.removeAll(labels);
            }
        }
        if (!unused.isEmpty()) {
            throw new IllegalStateException("no metric and no label of one: " + unused);
        }
        List<Group> groups = new ArrayList<>();
        values.forEach((labels, of) -> groups.add(new Group(labels, List.copyOf(of))));
        return List.copyOf(groups);
    }
}
