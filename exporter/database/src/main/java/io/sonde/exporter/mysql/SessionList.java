package io.sonde.exporter.mysql;

import io.sonde.exporter.scrape.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Where a server lists its sessions. */
final class SessionList {

    /** Since this MySQL there is a list that costs others nothing. */
    private static final int BETTER_SINCE = 80_022;

    private SessionList() {}

    /**
     * The table that costs the server least: the information schema's takes a mutex that every new connection needs. The better one is
     * empty while the performance schema is off.
     */
    static String table(Session session) throws SQLException {
        boolean better = MysqlVersion.of(session).mysql(BETTER_SINCE) && PerformanceSchema.isOn(session);
        return better ? "performance_schema.processlist" : "information_schema.PROCESSLIST";
    }

    /**
     * Fails when the account may not see the sessions of others: the lists show such an account its own, without a word. So this asks for
     * a small table that is refused to it.
     */
    static void requireAll(Session session) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet refused = statement.executeQuery("SELECT COUNT(*) FROM information_schema.INNODB_CMP")) {
            refused.next();
        }
    }
}
