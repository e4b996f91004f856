package io.sonde.exporter.mysql;

import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Who waits for whose metadata locks: what stands still when {@code ALTER TABLE} meets an open transaction.
 *
 * <p>MariaDB's performance schema has such locks switched off as it comes, and may be off as a whole; then the states of the sessions
 * tell how many wait and how long, and not for whom.
 */
final class MetadataLocksCollector implements Collector {

    private static final int MAX_ROWS = 1_000;

    private static final String STATES = """
            SELECT TIME, DB, '', ID, INFO, 0, NULL, NULL FROM %s WHERE STATE LIKE 'Waiting for %%metadata lock' LIMIT %d
            """;

    private static final String PAIRS = """
            SELECT p.TIME, w.OBJECT_SCHEMA, w.OBJECT_NAME, wt.PROCESSLIST_ID, p.INFO, bt.PROCESSLIST_ID, q.INFO, q.USER
            FROM performance_schema.metadata_locks w
            JOIN performance_schema.metadata_locks b ON b.OBJECT_TYPE = w.OBJECT_TYPE AND b.OBJECT_SCHEMA <=> w.OBJECT_SCHEMA
                AND b.OBJECT_NAME <=> w.OBJECT_NAME AND b.LOCK_STATUS = 'GRANTED' AND b.OWNER_THREAD_ID <> w.OWNER_THREAD_ID
            JOIN performance_schema.threads wt ON wt.THREAD_ID = w.OWNER_THREAD_ID
            JOIN performance_schema.threads bt ON bt.THREAD_ID = b.OWNER_THREAD_ID
            JOIN %1$s p ON p.ID = wt.PROCESSLIST_ID
            LEFT JOIN %1$s q ON q.ID = bt.PROCESSLIST_ID
            WHERE w.LOCK_STATUS = 'PENDING'
            LIMIT %2$d
            """;

    private final TargetLabels labels;

    MetadataLocksCollector(TargetLabels labels) {
        this.labels = labels;
    }

    @Override
    public String name() {
        return "metadata_locks";
    }

    @Override
    public void collect(Session session, Samples found) throws SQLException {
        SessionList.requireAll(session);
        String processes = SessionList.table(session);
        List<LockWait> waits = read(session, STATES.formatted(processes, MAX_ROWS));
        if (!waits.isEmpty() && PerformanceSchema.isOn(session)) {
            List<LockWait> pairs = read(session, PAIRS.formatted(processes, MAX_ROWS));
            waits = pairs.isEmpty() ? waits : pairs;
        }
        LockWait.publish("metadata", waits, labels, found);
    }

    private static List<LockWait> read(Session session, String query) throws SQLException {
        List<LockWait> waits = new ArrayList<>();
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                waits.add(LockWait.read(row));
            }
        }
        return waits;
    }
}
