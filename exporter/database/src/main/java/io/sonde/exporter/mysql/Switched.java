package io.sonde.exporter.mysql;

import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Reason;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.SkippedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A collector that needs something that the server may have switched off, and says so where it is.
 *
 * @param variable the switch; a server that does not have it counts as one that has it off
 * @param remedy what switches it on
 */
record Switched(Collector collector, String variable, String remedy) implements Around {

    @Override
    public void collect(Session session, Samples found) throws SQLException, SkippedException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery("SHOW GLOBAL VARIABLES LIKE '" + variable + "'")) {
            if (!row.next() || !"ON".equalsIgnoreCase(row.getString(2))) {
                throw new SkippedException(Reason.NOT_CONFIGURED, remedy);
            }
        }
        collector.collect(session, found);
    }
}
