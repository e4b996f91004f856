package io.sonde.exporter.mysql;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.series.CounterArithmetic;
import io.sonde.core.series.Increases;
import io.sonde.core.series.StickyTop;
import io.sonde.core.series.TopWithOther;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Schedule;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a {@link Table}. Where it has more rows than may be published, those that weigh most keep series of their own. */
final class TableCollector implements Collector {

    /** Where reading stops, whatever the server has. */
    private static final int MAX_ROWS = 50_000;

    private static final double STICKINESS = 1.2;
    private static final int REMEMBERED = 500;
    private static final String OTHER = io.sonde.core.metric.Labels.OTHER;
    private static final Comparator<List<String>> BY_LABELS = Comparator.comparing(key -> String.join("\0", key));

    private final TargetLabels labels;
    private final Table table;
    private final Schedule schedule;
    private final CounterArithmetic<double[]> arithmetic;
    private final Increases<List<String>, double[]> increases;
    private final TopWithOther<List<String>, double[]> top;

    TableCollector(TargetLabels labels, Table table, Schedule schedule) {
        this.labels = labels;
        this.table = table;
        this.schedule = schedule;
        this.arithmetic = CounterArithmetic.doubles(table.columns().size());
        this.increases = new Increases<>(arithmetic, MAX_ROWS);
        this.top = new TopWithOther<>(
                new StickyTop<>(table.most(), STICKINESS, BY_LABELS),
                arithmetic,
                row -> row[Math.max(0, table.weight())],
                REMEMBERED);
    }

    @Override
    public String name() {
        return table.collector();
    }

    @Override
    public Schedule schedule() {
        return schedule;
    }

    @Override
    public void collect(Session session, Samples found) throws SQLException {
        Map<List<String>, double[]> rows = new LinkedHashMap<>();
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(table.sql())) {
            while (rows.size() < MAX_ROWS && row.next()) {
                rows.merge(key(row), numbers(row), arithmetic::plus);
            }
        }
        if (table.weight() < 0) {
            publish(rows, found);
        } else {
            TopWithOther.Page<List<String>, double[]> page = top.update(increases.since(rows));
            publish(page.published(), found);
            if (page.unpublished() > 0 || !arithmetic.isZero(page.other())) {
                add(table.labels().stream().map(label -> OTHER).toList(), page.other(), found);
            }
        }
    }

    private void publish(Map<List<String>, double[]> rows, Samples found) {
        int published = 0;
        for (Map.Entry<List<String>, double[]> row : rows.entrySet()) {
            if (published++ == table.most()) {
                return;
            }
            add(row.getKey(), row.getValue(), found);
        }
    }

    private void add(List<String> key, double[] numbers, Samples found) {
        String last = key.isEmpty() ? "" : key.get(key.size() - 1);
        for (int i = 0; i < numbers.length; i++) {
            Column column = table.columns().get(i);
            boolean wanted = column.only().isEmpty() || column.only().equals(last) || OTHER.equals(last);
            if (wanted && !Double.isNaN(numbers[i])) {
                found.add(column.spec(), labels(key, column), numbers[i]);
            }
        }
    }

    private Labels labels(List<String> key, Column column) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            pairs.add(table.labels().get(i));
            pairs.add(key.get(i));
        }
        if (!column.label().isEmpty()) {
            pairs.add(column.label());
            pairs.add(column.value());
        }
        return labels.with(pairs.toArray(new String[0]));
    }

    private List<String> key(ResultSet row) throws SQLException {
        List<String> key = new ArrayList<>();
        for (int i = 1; i <= table.labels().size(); i++) {
            String text = row.getString(i);
            key.add(text == null ? "" : text);
        }
        return List.copyOf(key);
    }

    /** A number that the server does not state is not a number, unless it is added up. */
    private double[] numbers(ResultSet row) throws SQLException {
        double[] numbers = new double[table.columns().size()];
        for (int i = 0; i < numbers.length; i++) {
            double number = row.getDouble(table.labels().size() + 1 + i);
            double missing = table.weight() < 0 ? Double.NaN : 0;
            numbers[i] =
                    row.wasNull() ? missing : number * table.columns().get(i).scale();
        }
        return numbers;
    }
}
