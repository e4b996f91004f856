package io.sonde.exporter.postgres;

import io.sonde.exporter.scrape.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code pg_stat_activity} row by row. Texts come only with transactions that have been open for long. */
final class SessionRows {

    private static final String QUERY = """
            SELECT d.datname, coalesce(a.pid, 0), a.usename, a.application_name, a.state, a.backend_type, a.wait_event_type,
                   a.wait_event,
                   extract(epoch FROM clock_timestamp() - a.xact_start)::float8,
                   extract(epoch FROM clock_timestamp() - a.state_change)::float8,
                   greatest(age(a.backend_xmin), age(a.backend_xid)),
                   a.query_id,
                   CASE WHEN a.xact_start < clock_timestamp() - interval '1 minute' THEN a.query END,
                   pg_size_bytes(current_setting('track_activity_query_size'))
            FROM pg_catalog.pg_database d
            FULL JOIN pg_catalog.pg_stat_activity a ON a.datid = d.oid
            WHERE {told:d.datname}
            """;

    /**
     * A session, or a process of the server.
     *
     * @param database empty for processes that belong to none
     * @param state empty when there is none, or when the role may not see it
     * @param transactionSeconds age of its transaction; 0 without one
     * @param horizonAge how many transactions ago the oldest is that vacuum must keep for it
     */
    record Row(
            String database,
            int pid,
            String user,
            String application,
            String state,
            String backendType,
            String waitEventType,
            String waitEvent,
            double transactionSeconds,
            double stateSeconds,
            double horizonAge,
            long serverQueryId,
            @Nullable String query) {}

    /** @param shownBytes how many bytes of a query's text the server shows */
    record Reading(List<Row> rows, Set<String> databases, int shownBytes) {}

    private final Covered covered = new Covered();

    Reading read(Session session) throws SQLException {
        List<Row> rows = new ArrayList<>();
        Set<String> databases = new LinkedHashSet<>();
        int shownBytes = 0;
        try (PreparedStatement statement =
                        session.connection().prepareStatement(covered.sql(QUERY, session.coverage()));
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                String database = text(row, 1);
                if (!database.isEmpty()) {
                    databases.add(database);
                }
                shownBytes = row.getInt(14);
                if (row.getInt(2) != 0) {
                    rows.add(row(row, database));
                }
            }
        }
        return new Reading(rows, databases, shownBytes);
    }

    private static Row row(ResultSet row, String database) throws SQLException {
        return new Row(
                database,
                row.getInt(2),
                text(row, 3),
                text(row, 4),
                text(row, 5),
                text(row, 6),
                text(row, 7),
                text(row, 8),
                Math.max(0, row.getDouble(9)),
                Math.max(0, row.getDouble(10)),
                Math.max(0, row.getDouble(11)),
                row.getLong(12),
                row.getString(13));
    }

    private static String text(ResultSet row, int column) throws SQLException {
        return Objects.toString(row.getString(column), "");
    }
}
