package io.sonde.exporter.scrape;

import java.sql.SQLException;

/**
 * Reads one kind of thing from one target. Called by one thread at a time; may keep what it needs between calls.
 *
 * <p>While it reads, the server ends a statement that takes too long and a wait for a lock, and refuses to write; see {@link Guard}.
 * Within one call there may be a transaction around all statements, so that after a statement that failed the others fail too.
 */
public interface Collector {

    /** The value of the label {@code collector}, and the name by which configurations and modules choose it. */
    String name();

    /** When it runs. */
    default Schedule schedule() {
        return Schedule.EVERY_SCRAPE;
    }

    /** What one run of it sees. */
    default Scope scope() {
        return Scope.SERVER;
    }

    /**
     * Reads, and adds what it found. What it added before it failed is not published.
     *
     * @throws SkippedException when it cannot run here
     */
    void collect(Session session, Samples found) throws SQLException, SkippedException;
}
