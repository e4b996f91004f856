package io.sonde.exporter.postgres;

import io.sonde.exporter.scrape.Coverage;
import io.sonde.exporter.scrape.Reason;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.Siblings;
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
 * The statements of one server, read once for all targets that are databases of it: the counters of its {@code pg_stat_statements}, which
 * queries they are, and the texts of the slowest.
 *
 * <p>Any thread may call it; who comes while counters are read waits for that when those of before are too old, as long as its scrape has time; for
 * texts it waits a moment.
 */
final class ServerStatements {

    /*
     * The server makes all rows of all databases, whatever is asked for: with 18 000 rows 30 ms of its CPU, for each of 180 targets at every
     * scrape. So a reading serves the siblings for a moment, which is little beside the interval between two scrapes: a second, and longer where
     * a reading takes so long that readings would else go on for more than a thirtieth of the time. Texts are dearer still,
     * half a second, and all of them are read by whoever comes first.
     */
    private static final long SHORTEST_MOMENT_NANOS = Duration.ofSeconds(1).toNanos();

    private static final long LONGEST_MOMENT_NANOS = Duration.ofSeconds(3).toNanos();
    private static final int MOMENT_IN_READINGS = 30;

    /** How long it serves those who come while the next one is read: on a server that is slow, a thread for each would wait for that. */
    private static final long MEANWHILE_NANOS = LONGEST_MOMENT_NANOS;

    /** How long who comes while texts are read waits for them; then its statements wait for the next scrape. */
    private static final long TEXTS_MILLIS = 250;

    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock readingTexts = new ReentrantLock();
    private final StatementTexts texts;
    private final SlowTexts slowTexts;
    private volatile Reading last = new Reading(List.of(), Map.of(), 0, 0);

    /**
     * @param nanos when it ended; 0 for none
     * @param momentNanos how long it serves siblings
     */
    private record Reading(
            List<StatementRows.Row> rows, Map<String, StatementRows> byDatabase, long nanos, long momentNanos) {

        boolean isYoungerThan(long limitNanos) {
            return nanos != 0 && System.nanoTime() - nanos <= limitNanos;
        }
    }

    /** With nothing read yet. */
    ServerStatements(QueryTexts texts, Duration textsInterval) {
        this.texts = new StatementTexts(texts, textsInterval);
        this.slowTexts = new SlowTexts(textsInterval);
    }

    /** What the targets share whose sessions see the same: another role may see less, another version of the extension tells other things. */
    static ServerStatements of(
            Siblings.Member member, Session session, Extension extension, QueryTexts texts, Duration textsInterval) {
        List<Object> alike = List.of(session.server().startSeconds(), extension.role(), extension.version());
        return member.shared(alike, () -> new ServerStatements(texts, textsInterval));
    }

    /** Which queries the rows are, as far as that is known. */
    StatementTexts texts() {
        return texts;
    }

    /** The rows of the databases that the session's target tells of; which queries they are is read, if it is not known. */
    StatementRows of(Session session, Extension extension) throws SQLException, SkippedException {
        StatementRows told = told(reading(session, extension).byDatabase(), session.coverage());
        if (texts.misses(told.rows())) {
            readTexts(session, extension);
        }
        return told;
    }

    private Reading reading(Session session, Extension extension) throws SQLException, SkippedException {
        boolean alone = session.coverage().all();
        Reading before = last;
        if (!alone && lock.isLocked() && before.isYoungerThan(MEANWHILE_NANOS)) {
            return before;
        }
        enter(lock, session);
        try {
            before = last;
            if (!alone && before.isYoungerThan(before.momentNanos())) {
                return before;
            }
            long begun = System.nanoTime();
            StatementRows rows = StatementRows.read(session, extension, before.rows());
            long ended = System.nanoTime();
            Reading now = new Reading(rows.rows(), split(rows), ended, momentNanos(ended - begun));
            last = now;
            return now;
        } finally {
            lock.unlock();
        }
    }

    /** How long a reading that took so long serves siblings. */
    static long momentNanos(long tookNanos) {
        return Math.min(Math.max(MOMENT_IN_READINGS * tookNanos, SHORTEST_MOMENT_NANOS), LONGEST_MOMENT_NANOS);
    }

    /** For tests. */
    boolean isBeingRead() {
        return lock.isLocked();
    }

    private void readTexts(Session session, Extension extension) throws SQLException {
        try {
            if (!readingTexts.tryLock(TEXTS_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            texts.update(session.connection(), extension, last.rows());
        } finally {
            readingTexts.unlock();
        }
    }

    /**
     * The texts of these statements of the session's database, by the server's id; empty for what the server has no text of, or too long a
     * one. What is not known yet is read, together with what the siblings will ask for.
     *
     * @param limit how many of the slowest each database is asked for
     */
    Map<Long, String> slowTexts(Session session, Extension extension, List<Long> ids, int limit)
            throws SQLException, SkippedException {
        return slowTexts.of(session, extension, ids, () -> slowest(limit));
    }

    /** The server's ids of the statements of a database with the most total time, as they were read last; empty when they were not. */
    List<Long> slowest(String database, int limit) {
        StatementRows rows = last.byDatabase().get(database);
        return rows == null ? List.of() : rows.slowest(limit);
    }

    private Map<String, List<Long>> slowest(int limit) {
        Map<String, List<Long>> slowest = new HashMap<>();
        last.byDatabase().forEach((database, rows) -> slowest.put(database, rows.slowest(limit)));
        return slowest;
    }

    /** Takes the lock, or gives up when nobody waits any more for what it is wanted for. */
    static void enter(ReentrantLock lock, Session session) throws SkippedException {
        try {
            if (lock.tryLock(Math.max(0, session.remainingMillis()), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new SkippedException(Reason.DEADLINE, "");
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
