package io.sonde.exporter.scrape;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens sessions on one target. */
@FunctionalInterface
public interface Connections {

    /** A session, to be closed after use; blocks up to the target's connect time-out. */
    Connection connect() throws SQLException;
}
