package io.sonde.exporter.mysql;

import io.sonde.exporter.scrape.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Whether a server runs with its performance schema. It cannot be switched while the server runs; the server may restart, though. */
final class PerformanceSchema {

    static final String SWITCH = "performance_schema";

    static final String REMEDY = "performance_schema = ON in the server's my.cnf, and a restart";

    private PerformanceSchema() {}

    /** While it is off its tables exist, and are empty. */
    static boolean isOn(Session session) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT @@global.performance_schema")) {
            return row.next() && row.getBoolean(1);
        }
    }
}
