package io.sonde.exporter.postgres;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.MetricSpec;
import io.sonde.core.metric.MetricType;
import io.sonde.core.series.CounterArithmetic;
import io.sonde.core.series.Increases;
import io.sonde.core.series.StickyTop;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A view with a row for each table or index of a database, of which only those with the greatest weight become series. Columns say what they
 * are as in {@link ViewQuery}; the first three are the object's id, its weight, and the name of the database.
 *
 * <p>A published object shows the server's own values. All others are one series, whose counters count what happened while an object was
 * unpublished and whose gauges are sums. For one thread at a time.
 */
final class TopView {

    /** How many times the weight of a published object an unpublished one must have to take its place. */
    private static final double STICKINESS = 1.2;

    /** What is read of a database; one with more objects shows the first of them. */
    static final int MAX_ROWS = 20_000;

    private static final int OWN_COLUMNS = 3;

    private final TargetLabels labels;
    private final String otherLabel;
    private final StickyTop<List<String>> top;
    private final VersionedSql versions;
    private State state = new State(List.of());

    /** What is kept between readings; begins anew when the server's version, and with it the columns, changes. */
    private static final class State {
        final List<Column> names;
        final List<Column> values;
        final Increases<List<String>, double[]> increases;
        final double[] other;

        State(List<Column> columns) {
            names = columns.stream()
                    .skip(OWN_COLUMNS)
                    .filter(column -> column.value() == null)
                    .toList();
            values = columns.stream().filter(column -> column.value() != null).toList();
            increases = new Increases<>(CounterArithmetic.doubles(Math.max(1, values.size())), MAX_ROWS);
            other = new double[values.size()];
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Rows are read, never compared.
    private record Row(long id, double weight, double[] values, boolean[] absent) {}

    /**
     * What was read.
     *
     * @param database empty when it has no such objects
     * @param chosen the ids of what was published
     * @param all how many objects there are
     */
    record Reading(String database, Set<Long> chosen, int all) {

        int unpublished() {
            return all - chosen.size();
        }
    }

    /**
     * @param otherLabel the label that says {@code other} in the series of the unpublished; empty for no such series
     */
    TopView(TargetLabels labels, int limit, String otherLabel, String sql) {
        this.labels = labels;
        this.otherLabel = otherLabel;
        this.versions = new VersionedSql(sql);
        this.top = new StickyTop<>(limit, STICKINESS, Comparator.comparing(List::toString));
    }

    Reading read(Session session, Samples found) throws SQLException {
        Map<List<String>, Row> rows = new LinkedHashMap<>();
        String database = "";
        try (PreparedStatement statement = session.connection()
                        .prepareStatement(versions.of(session.server().major()));
                ResultSet row = statement.executeQuery()) {
            List<Column> columns = Column.of(row.getMetaData());
            if (columns.size() != OWN_COLUMNS + state.names.size() + state.values.size()) {
                state = new State(columns);
            }
            while (row.next()) {
                database = row.getString(3);
                List<String> key = new ArrayList<>();
                for (Column name : state.names) {
                    key.add(Objects.toString(row.getString(name.index()), ""));
                }
                rows.putIfAbsent(List.copyOf(key), row(row));
            }
        }
        Set<List<String>> chosen = top.choose(
                rows.keySet(), key -> Objects.requireNonNull(rows.get(key)).weight());
        account(rows, chosen);
        Set<Long> ids = new LinkedHashSet<>();
        for (List<String> key : chosen) {
            Row row = Objects.requireNonNull(rows.get(key));
            ids.add(row.id());
            publish(database, key, row, found);
        }
        if (!otherLabel.isEmpty() && !rows.isEmpty()) {
            publishOthers(database, rows, chosen, found);
        }
        return new Reading(database, ids, rows.size());
    }

    private Row row(ResultSet row) throws SQLException {
        double[] values = new double[state.values.size()];
        boolean[] absent = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.getDouble(state.values.get(i).index());
            absent[i] = row.wasNull();
        }
        return new Row(row.getLong(1), row.getDouble(2), values, absent);
    }

    private void account(Map<List<String>, Row> rows, Set<List<String>> chosen) {
        if (otherLabel.isEmpty()) {
            return;
        }
        Map<List<String>, double[]> readings = new LinkedHashMap<>();
        rows.forEach((key, row) -> readings.put(key, row.values()));
        state.increases.since(readings).forEach((key, increase) -> {
            if (!chosen.contains(key)) {
                for (int i = 0; i < increase.length; i++) {
                    state.other[i] += increase[i];
                }
            }
        });
    }

    private void publish(String database, List<String> key, Row row, Samples found) {
        Labels series = labels(database, key);
        for (int i = 0; i < row.values().length; i++) {
            if (!row.absent()[i]) {
                found.add(spec(i), series, row.values()[i]);
            }
        }
    }

    private void publishOthers(String database, Map<List<String>, Row> rows, Set<List<String>> chosen, Samples found) {
        double[] sums = new double[state.values.size()];
        rows.forEach((key, row) -> {
            if (!chosen.contains(key)) {
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += row.values()[i];
                }
            }
        });
        Labels series = labels.inDatabase(database, otherLabel, io.sonde.core.metric.Labels.OTHER);
        for (int i = 0; i < sums.length; i++) {
            MetricSpec spec = spec(i);
            if (spec.type() == MetricType.COUNTER) {
                found.add(spec, series, state.other[i]);
            } else if (!spec.name().contains("_last_")) {
                // The sum of points in time would mean nothing.
                found.add(spec, series, sums[i]);
            }
        }
    }

    private MetricSpec spec(int value) {
        return Objects.requireNonNull(state.values.get(value).value());
    }

    private Labels labels(String database, List<String> key) {
        String[] pairs = new String[2 * key.size()];
        for (int i = 0; i < key.size(); i++) {
            pairs[2 * i] = state.names.get(i).name();
            pairs[2 * i + 1] = key.get(i);
        }
        return labels.inDatabase(database, pairs);
    }
}
