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
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A view with a row for each table or index of a database, of which only those with the greatest weight become series, however many
 * databases there are. Columns say what they are as in {@link ViewQuery}; the first three are the object's id, its weight, and the name of
 * the database.
 *
 * <p>A published object shows the server's own values. All others of a database are one series, whose counters count what happened while an
 * object was unpublished and whose gauges are sums. For one thread at a time.
 */
final class TopView {

    /** How many times the weight of a published object an unpublished one must have to take its place. */
    private static final double STICKINESS = 1.2;

    /** What is read of a database; one with more objects shows the first of them. */
    static final int MAX_ROWS = 20_000;

    /** A database that was not read for so long has gone, and its objects with it. */
    private static final long FORGOTTEN_NANOS = Duration.ofMinutes(10).toNanos();

    private static final int OWN_COLUMNS = 3;

    private final TargetLabels labels;
    private final String otherLabel;
    private final StickyTop<Key> top;
    private final VersionedSql sql;
    private final Map<String, State> databases = new HashMap<>();
    private int major;
    private List<Column> columns = List.of();

    private record Key(String database, List<String> names) {}

    @SuppressWarnings("ArrayRecordComponent") // Rows are read, never compared.
    private record Row(long id, double weight, double[] values, boolean[] absent) {

        int counted() {
            return 31 * Double.hashCode(weight) + Arrays.hashCode(values);
        }
    }

    /** What is kept of a database between readings; begins anew when the server's version, and with it the columns, changes. */
    private static final class State {
        final List<Column> names;
        final List<Column> values;
        final Increases<Key, double[]> increases;
        final double[] other;
        Map<Key, Double> weights = Map.of();
        long readNanos;

        State(List<Column> columns) {
            names = columns.stream()
                    .skip(OWN_COLUMNS)
                    .filter(column -> column.value() == null)
                    .toList();
            values = columns.stream().filter(column -> column.value() != null).toList();
            increases = new Increases<>(CounterArithmetic.doubles(Math.max(1, values.size())), MAX_ROWS);
            other = new double[values.size()];
        }

        boolean isOf(List<Column> columns) {
            return columns.size() == OWN_COLUMNS + names.size() + values.size();
        }

        MetricSpec spec(int value) {
            return Objects.requireNonNull(values.get(value).value());
        }
    }

    /**
     * An object with series of its own.
     *
     * @param series its labels
     * @param counted as good as certainly another number when anything of it has changed
     */
    record Published(Labels series, int counted) {}

    /**
     * What was read.
     *
     * @param database empty when it has no such objects
     * @param chosen what was published, by its id
     * @param all how many objects there are
     */
    record Reading(String database, Map<Long, Published> chosen, int all) {

        int unpublished() {
            return all - chosen.size();
        }
    }

    /**
     * With nothing read yet.
     *
     * @param limit the most objects that become series, of all databases together
     * @param otherLabel the label that says {@code other} in the series of the unpublished; empty for no such series
     */
    TopView(TargetLabels labels, int limit, String otherLabel, String sql) {
        this.labels = labels;
        this.otherLabel = otherLabel;
        this.sql = new VersionedSql(sql);
        this.top = new StickyTop<>(
                limit, STICKINESS, Comparator.comparing(Key::database).thenComparing(key -> key.names()
                        .toString()));
    }

    /** Adds the series of the objects of the session's database. */
    Reading read(Session session, Samples found) throws SQLException {
        try (PreparedStatement statement = session.connection()
                        .prepareStatement(sql.of(session.server().major()));
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return new Reading("", Map.of(), 0);
            }
            String database = row.getString(3);
            List<Column> columns = columns(session.server().major(), row.getMetaData());
            State state = databases.get(database);
            if (state == null || !state.isOf(columns)) {
                state = new State(columns);
                databases.put(database, state);
            }
            Map<Key, Row> rows = new LinkedHashMap<>();
            do {
                rows.putIfAbsent(key(database, row, state), row(row, state));
            } while (row.next());
            Set<Key> chosen = choose(state, rows);
            return new Reading(database, publish(database, state, rows, chosen, found), rows.size());
        }
    }

    private List<Column> columns(int version, ResultSetMetaData names) throws SQLException {
        if (version != major) {
            columns = Column.of(names);
            major = version;
        }
        return columns;
    }

    private static Key key(String database, ResultSet row, State state) throws SQLException {
        List<String> names = new ArrayList<>();
        for (Column name : state.names) {
            names.add(Objects.toString(row.getString(name.index()), ""));
        }
        return new Key(database, List.copyOf(names));
    }

    private static Row row(ResultSet row, State state) throws SQLException {
        double[] values = new double[state.values.size()];
        boolean[] absent = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.getDouble(state.values.get(i).index());
            absent[i] = row.wasNull();
        }
        return new Row(row.getLong(1), row.getDouble(2), values, absent);
    }

    /** Which of these rows have a place among the objects of all databases. */
    private Set<Key> choose(State state, Map<Key, Row> rows) {
        long now = System.nanoTime();
        Map<Key, Double> weights = new HashMap<>();
        rows.forEach((key, row) -> weights.put(key, row.weight()));
        state.weights = weights;
        state.readNanos = now;
        databases.values().removeIf(other -> now - other.readNanos > FORGOTTEN_NANOS);
        Map<Key, Double> all = new HashMap<>();
        databases.values().forEach(other -> all.putAll(other.weights));
        Set<Key> chosen = new LinkedHashSet<>(top.choose(all.keySet(), key -> all.getOrDefault(key, 0.0)));
        chosen.retainAll(rows.keySet());
        return chosen;
    }

    private Map<Long, Published> publish(
            String database, State state, Map<Key, Row> rows, Set<Key> chosen, Samples found) {
        Map<Long, Published> published = new LinkedHashMap<>();
        for (Key key : chosen) {
            Row row = Objects.requireNonNull(rows.get(key));
            Labels series = labels(key, state);
            published.put(row.id(), new Published(series, row.counted()));
            for (int i = 0; i < row.values().length; i++) {
                if (!row.absent()[i]) {
                    found.add(state.spec(i), series, row.values()[i]);
                }
            }
        }
        if (!otherLabel.isEmpty()) {
            publishOthers(database, state, rows, chosen, found);
        }
        return published;
    }

    private void publishOthers(String database, State state, Map<Key, Row> rows, Set<Key> chosen, Samples found) {
        Map<Key, double[]> readings = new LinkedHashMap<>();
        rows.forEach((key, row) -> readings.put(key, row.values()));
        state.increases.since(readings).forEach((key, increase) -> {
            if (!chosen.contains(key)) {
                addTo(state.other, increase);
            }
        });
        double[] sums = new double[state.values.size()];
        rows.forEach((key, row) -> {
            if (!chosen.contains(key)) {
                addTo(sums, row.values());
            }
        });
        Labels series = labels.inDatabase(database, otherLabel, io.sonde.core.metric.Labels.OTHER);
        for (int i = 0; i < sums.length; i++) {
            MetricSpec spec = state.spec(i);
            if (spec.type() == MetricType.COUNTER) {
                found.add(spec, series, state.other[i]);
            } else if (!spec.name().contains("_last_")) {
                // The sum of points in time would mean nothing.
                found.add(spec, series, sums[i]);
            }
        }
    }

    private static void addTo(double[] sums, double[] values) {
        for (int i = 0; i < values.length; i++) {
            sums[i] += values[i];
        }
    }

    private Labels labels(Key key, State state) {
        String[] pairs = new String[2 * key.names().size()];
        for (int i = 0; i < key.names().size(); i++) {
            pairs[2 * i] = state.names.get(i).name();
            pairs[2 * i + 1] = key.names().get(i);
        }
        return labels.inDatabase(key.database(), pairs);
    }
}
