package io.sonde.exporter.scrape;

import java.sql.SQLException;

/** Reads one kind of thing from one target. Called by one thread at a time; may keep what it needs between calls. */
public interface Collector {

    /** The value of the label {@code collector}. */
    String name();

    /**
     * Reads, and adds what it found. What it added before it failed is not published.
     *
     * @throws SkippedException when it cannot run here
     */
    void collect(Session session, Samples found) throws SQLException, SkippedException;
}
