package io.sonde.exporter.mysql;

import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Reason;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.SkippedException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A collector to which a count of 0 means something, so that somebody must count: an instrument of the performance schema. */
record Instrumented(Collector collector, String instrument) implements Around {

    @Override
    public void collect(Session session, Samples found) throws SQLException, SkippedException {
        String sql = "SELECT ENABLED FROM performance_schema.setup_instruments WHERE NAME = ?";
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            statement.setString(1, instrument);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next() || !"YES".equals(row.getString(1))) {
                    throw new SkippedException(
                            Reason.NOT_CONFIGURED,
                            "performance-schema-instrument = '" + instrument
                                    + "=ON' in the server's my.cnf, and a restart");
                }
            }
        }
        collector.collect(session, found);
    }
}
