package io.sonde.exporter.mysql;

import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Reason;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Schedule;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.SkippedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A collector that needs a privilege, and names the grant that helps where it lacks it.
 *
 * @param grant such as {@code PROCESS ON *.*}
 * @param ofMariaDb what it is called there; empty for the same
 */
record Privileged(Collector collector, String grant, String ofMariaDb) implements Collector {

    @Override
    public String name() {
        return collector.name();
    }

    @Override
    public Schedule schedule() {
        return collector.schedule();
    }

    @Override
    public void collect(Session session, Samples found) throws SQLException, SkippedException {
        try {
            collector.collect(session, found);
        } catch (SQLException e) {
            if (MysqlErrors.reason(e) == Reason.PRIVILEGE_MISSING) {
                throw new SkippedException(
                        Reason.PRIVILEGE_MISSING, "GRANT " + privilege(session) + " TO " + account(session));
            }
            throw e;
        }
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
