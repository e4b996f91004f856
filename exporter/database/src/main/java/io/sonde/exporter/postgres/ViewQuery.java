package io.sonde.exporter.postgres;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.MetricSpec;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query whose columns say what they are. One that is named like a metric is a value of it; one named {@code metric.label} is the state that
 * the metric tells in that label, with the value 1; every other one is a label of all values of its row. Where a value is NULL there is no
 * sample.
 *
 * <p>For one thread at a time.
 */
final class ViewQuery {

    private final VersionedSql sql;
    private final TargetLabels labels;
    private final Covered covered = new Covered();
    private int major;
    private List<Column.Group> groups = List.of();

    ViewQuery(TargetLabels labels, String sql) {
        this.labels = labels;
        this.sql = new VersionedSql(sql);
    }

    /** Adds what the view shows; the number of rows. */
    int read(Session session, Samples found) throws SQLException {
        return read(session, null, found);
    }

    /**
     * Adds what the view shows of some objects; the number of rows.
     *
     * @param ids the one parameter of the query; null when it has none
     */
    int read(Session session, @Nullable Set<Long> ids, Samples found) throws SQLException {
        int rows = 0;
        // Prepared, so that the server need not plan anew at every scrape: the driver keeps statements with their
        // connection.
        try (PreparedStatement statement = session.connection().prepareStatement(text(session))) {
            if (ids != null) {
                statement.setArray(1, session.connection().createArrayOf("oid", ids.toArray()));
            }
            try (ResultSet row = statement.executeQuery()) {
                List<Column.Group> all = groups(session.server().major(), row.getMetaData());
                List<Set<List<String>>> seen = new ArrayList<>();
                all.forEach(group -> seen.add(new HashSet<>()));
                while (row.next()) {
                    rows++;
                    for (int i = 0; i < all.size(); i++) {
                        add(row, all.get(i), seen.get(i), found);
                    }
                }
            }
        }
        return rows;
    }

    private String text(Session session) {
        return covered.sql(sql.of(session.server().major()), session.coverage());
    }

    private List<Column.Group> groups(int version, ResultSetMetaData names) throws SQLException {
        if (version != major) {
            groups = Column.groups(Column.of(names));
            major = version;
        }
        return groups;
    }

    private void add(ResultSet row, Column.Group group, Set<List<String>> seen, Samples found) throws SQLException {
        String database = "";
        List<String> own = new ArrayList<>();
        for (Column column : group.labels()) {
            String text = row.getString(column.index());
            if (column.name().equals("datname")) {
                database = text == null ? "" : text;
            } else {
                own.add(column.name());
                own.add(text == null ? "" : text);
            }
        }
        List<String> key = new ArrayList<>(own);
        key.add(database);
        if (!seen.add(key)) {
            // Two series of one name would cost the whole page; which of two such rows is shown matters little.
            return;
        }
        Labels series = labels(database, own);
        for (Column column : group.values()) {
            MetricSpec value = Objects.requireNonNull(column.value());
            if (column.state().isEmpty()) {
                double number = row.getDouble(column.index());
                if (!row.wasNull()) {
                    found.add(value, series, number);
                }
            } else {
                String state = row.getString(column.index());
                if (state != null) {
                    List<String> more = new ArrayList<>(own);
                    more.add(column.state());
                    more.add(state);
                    found.add(value, labels(database, more), 1);
                }
            }
        }
    }

    private Labels labels(String database, List<String> own) {
        String[] more = own.toArray(new String[0]);
        return database.isEmpty() ? labels.with(more) : labels.inDatabase(database, more);
    }
}
