package io.sonde.exporter.postgres;

import io.sonde.exporter.scrape.Coverage;
import io.sonde.exporter.scrape.Reason;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.SkippedException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One reading of a server's {@code pg_stat_statements} for all targets that are databases of it.
 *
 * <p>Any thread may call it; who comes while it is read waits for that, as long as its scrape has time.
 */
final class SharedRows {

    /*
     * The server makes all rows of all databases, whatever is asked for: with 18 000 rows 30 ms of its CPU, for each of 180 targets at every
     * scrape. So a reading serves the siblings for a moment, which is little beside the interval between two scrapes.
     */
    private static final long MOMENT_NANOS = Duration.ofSeconds(1).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Covered covered = new Covered();
    private Map<String, StatementRows> byDatabase = Map.of();
    private boolean read;
    private long readNanos;

    /** The rows of the databases that the session's target tells of. */
    StatementRows of(Session session, Extension extension) throws SQLException, SkippedException {
        try {
            if (!lock.tryLock(Math.max(0, session.remainingMillis()), TimeUnit.MILLISECONDS)) {
                throw new SkippedException(Reason.DEADLINE, "");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SkippedException(Reason.DEADLINE, "");
        }
        Map<String, StatementRows> all;
        try {
            if (!read || System.nanoTime() - readNanos > MOMENT_NANOS) {
                byDatabase = split(StatementRows.read(session, extension, Coverage.ALL, covered));
                readNanos = System.nanoTime();
                read = true;
            }
            all = byDatabase;
        } finally {
            lock.unlock();
        }
        return told(all, session.coverage());
    }

    private static Map<String, StatementRows> split(StatementRows rows) {
        Map<String, List<StatementRows.Row>> lists = new HashMap<>();
        rows.rows().forEach(row -> lists.computeIfAbsent(row.database(), d -> new ArrayList<>())
                .add(row));
        Map<String, StatementRows> split = new HashMap<>();
        lists.forEach((database, list) -> split.put(database, new StatementRows(list, rows.hidden())));
        return split;
    }

    private static StatementRows told(Map<String, StatementRows> all, Coverage coverage) {
        if (!coverage.rest()) {
            return all.getOrDefault(coverage.own(), new StatementRows(List.of(), 0));
        }
        List<StatementRows.Row> rows = new ArrayList<>();
        int hidden = 0;
        for (Map.Entry<String, StatementRows> each : all.entrySet()) {
            if (coverage.includes(each.getKey())) {
                rows.addAll(each.getValue().rows());
                hidden = each.getValue().hidden();
            }
        }
        return new StatementRows(rows, hidden);
    }
}
