package io.sonde.exporter.mysql;

import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.SkippedException;
import java.sql.SQLException;

/**
 * A collector of what one of the two products has. On the other one it finds nothing, and nothing is missing.
 *
 * @param system {@link MysqlVersion#MARIADB} or {@link MysqlVersion#MYSQL}
 */
record OnlyOf(String system, Collector collector) implements Around {

    @Override
    public void collect(Session session, Samples found) throws SQLException, SkippedException {
        if (MysqlVersion.of(session).system().equals(system)) {
            collector.collect(session, found);
        }
    }
}
