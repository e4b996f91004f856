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
 * <p>Any thread may call it; who comes while it is read waits for that, as long as its scrape has time.
 */
final class ServerStatements {

    /*
     * The server makes all rows of all databases, whatever is asked for: with 18 000 rows 30 ms of its CPU, for each of 180 targets at every
     * scrape. So a reading serves the siblings for a moment, which is little beside the interval between two scrapes. Texts are dearer still,
     * half a second, and all of them are read by whoever comes first.
     */
    private static final long MOMENT_NANOS = Duration.ofSeconds(1).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Covered covered = new Covered();
    private final StatementTexts texts;
    private final SlowTexts slowTexts = new SlowTexts();
    private volatile Map<String, StatementRows> byDatabase = Map.of();
    private boolean read;
    private long readNanos;

    /** With nothing read yet. */
    ServerStatements(QueryTexts texts, Duration textsInterval) {
        this.texts = new StatementTexts(texts, textsInterval);
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

    /** The rows of the databases that the session's target tells of. */
    StatementRows of(Session session, Extension extension) throws SQLException, SkippedException {
        enter(lock, session);
        Map<String, StatementRows> all;
        try {
            boolean alone = session.coverage().all();
            if (!read || alone || System.nanoTime() - readNanos > MOMENT_NANOS) {
                StatementRows rows = StatementRows.read(session, extension, Coverage.ALL, covered);
                texts.update(session.connection(), extension, rows.rows());
                byDatabase = split(rows);
                readNanos = System.nanoTime();
                read = true;
            }
            all = byDatabase;
        } finally {
            lock.unlock();
        }
        return told(all, session.coverage());
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

    /** The statements with the most total time of each database, as they were read last. */
    private Map<String, List<Long>> slowest(int limit) {
        Map<String, List<Long>> slowest = new HashMap<>();
        byDatabase.forEach((database, rows) -> slowest.put(database, rows.slowest(limit)));
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
