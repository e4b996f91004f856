package io.sonde.exporter.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows of {@code pg_stat_statements} one by one, and makes objects only of what has changed since an earlier reading. */
final class RowReader {

    /*
     * Of tens of thousands of rows few have counted anything within a second, so hardly anything is allocated. The server tells rows in
     * the order of a hash table, which stays, but for those that come and go: so the earlier one is at the next place or a few further.
     * A row that is missed there is taken for a new one, which costs an object and nothing else.
     */
    private static final int FURTHER = 16;

    private final List<StatementRows.Row> before;
    private final List<StatementRows.Row> rows = new ArrayList<>();
    private int hidden;
    private int next;

    RowReader(List<StatementRows.Row> before) {
        this.before = before;
    }

    /** Those that were read, with the names that they had before, or with none. */
    List<StatementRows.Row> rows() {
        return rows;
    }

    /** How many rows the role may not identify. */
    int hidden() {
        return hidden;
    }

    /** Reads the row on which the result stands. */
    void read(ResultSet row) throws SQLException {
        long query = row.getLong(3);
        if (row.wasNull()) {
            hidden++;
        } else {
            rows.add(row(row, query));
        }
    }

    private StatementRows.Row row(ResultSet row, long query) throws SQLException {
        long user = row.getLong(1);
        long database = row.getLong(2);
        boolean top = row.getBoolean(4);
        double since = row.getDouble(5);
        StatementRows.Row known = known(user, database, query, top, since);
        if (known == null) {
            RowKey key = new RowKey(user, database, query, top, since);
            return new StatementRows.Row(key, "", "", counters(row, new double[0]));
        }
        double[] counters = counters(row, known.counters());
        return counters == known.counters()
                ? known
                : new StatementRows.Row(known.key(), known.user(), known.database(), counters);
    }

    private StatementRows.@Nullable Row known(long user, long database, long query, boolean top, double since) {
        int end = Math.min(before.size(), next + FURTHER);
        for (int i = next; i < end; i++) {
            if (before.get(i).key().is(user, database, query, top, since)) {
                next = i + 1;
                return before.get(i);
            }
        }
        return null;
    }

    /** These numbers; the same array when it has them. */
    private static double[] counters(ResultSet row, double[] before) throws SQLException {
        double[] counters = before;
        for (int i = 0; i < Counter.ALL.size(); i++) {
            double now = row.getDouble(Extension.KEY_COLUMNS + 1 + i);
            if (i >= before.length || now != before[i]) {
                if (counters == before) {
                    counters = Arrays.copyOf(before, Counter.ALL.size());
                }
                counters[i] = now;
            }
        }
        return counters;
    }
}
