package io.sonde.exporter.scrape;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens sessions on one target. */
@FunctionalInterface
public interface Connections {

    /** The session of scrapes, to be given back by closing it; blocks up to the target's connect time-out. */
    Connection connect() throws SQLException;

    /**
     * A session apart from that of the scrapes, which ends when it is closed; blocks likewise.
     *
     * @param database empty for that of the target's URL
     */
    default Connection open(String database, Purpose purpose) throws SQLException {
        return connect();
    }
}
