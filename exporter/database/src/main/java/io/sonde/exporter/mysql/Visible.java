package io.sonde.exporter.mysql;

import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.SkippedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A collector of tables, which a server shows, without a word, only to those who may use them. When it finds nothing and the account may
 * not see everything, nothing is what it knows, and it says which grant helps.
 */
record Visible(Collector collector) implements Around {

    private static final String SEES_ALL = """
            SELECT COUNT(*) FROM information_schema.USER_PRIVILEGES
            WHERE PRIVILEGE_TYPE = 'SELECT' AND GRANTEE = CONCAT('''', SUBSTRING_INDEX(CURRENT_USER(), '@', 1), '''@''',
                SUBSTRING_INDEX(CURRENT_USER(), '@', -1), '''')
            """;

    @Override
    public void collect(Session session, Samples found) throws SQLException, SkippedException {
        int before = found.size();
        collector.collect(session, found);
        if (found.size() == before && !seesAll(session)) {
            throw Privileged.missing(session, "SELECT ON *.*");
        }
    }

    private static boolean seesAll(Session session) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(SEES_ALL)) {
            return row.next() && row.getInt(1) > 0;
        }
    }
}
