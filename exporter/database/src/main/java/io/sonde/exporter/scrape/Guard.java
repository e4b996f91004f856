package io.sonde.exporter.scrape;

import java.sql.SQLException;

/** What holds the statements of one collector to reading and to their time; closed when the collector has ended. */
@FunctionalInterface
public interface Guard extends AutoCloseable {

    /** For sessions that are held to it as a whole. */
    Guard NONE = () -> {};

    /** Throws when the session cannot be used any more. */
    @Override
    void close() throws SQLException;
}
