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
 * A collector that needs a privilege, and names the grant that helps where it lacks it.
 *
 * @param grant such as {@code PROCESS ON *.*}; what lets it read the performance schema's tables is named where one of these is refused
 * @param ofMariaDb what it is called there; empty for the same
 */
record Privileged(Collector collector, String grant, String ofMariaDb) implements Around {

    /** Lets an account read what the server counts, and no data of any table. */
    static final String STATISTICS = "SELECT ON performance_schema.*";

    @Override
    public void collect(Session session, Samples found) throws SQLException, SkippedException {
        try {
            collector.collect(session, found);
        } catch (SQLException e) {
            if (MysqlErrors.reason(e) == Reason.PRIVILEGE_MISSING) {
                throw missing(session, MysqlErrors.tableRefused(e) ? STATISTICS : privilege(session));
            }
            throw e;
        }
    }

    /** Says which grant the account lacks. */
    static SkippedException missing(Session session, String grant) throws SQLException {
        return new SkippedException(Reason.PRIVILEGE_MISSING, "GRANT " + grant + " TO " + account(session));
    }

    private String privilege(Session session) {
        return !ofMariaDb.isEmpty() && MysqlVersion.of(session).mariaDb() ? ofMariaDb : grant;
    }

    private static String account(Session session) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT CURRENT_USER()")) {
            String account = row.next() ? row.getString(1) : "";
            int at = account.lastIndexOf('@');
            return at < 0 ? account : "'" + account.substring(0, at) + "'@'" + account.substring(at + 1) + "'";
        }
    }
}
