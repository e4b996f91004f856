package io.sonde.exporter.postgres;

import io.sonde.exporter.config.TargetConfig;
import io.sonde.exporter.scrape.Guard;
import io.sonde.exporter.scrape.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Holds a collector's statements to their limits where the session does not do it, and to less when the scrape's time runs out. */
final class PostgresGuard {

    /*
     * Limits are set by a function, not by SET: each number in a SET is another statement to pg_stat_statements, and on a server that is slow
     * they would soon take the place of everybody else's.
     */

    private PostgresGuard() {}

    static Guard enter(Session session, TargetConfig target, long millis) throws SQLException {
        Connection connection = session.connection();
        if (!session.server().limited()) {
            return transaction(connection, target.lockTimeout().toMillis(), millis);
        }
        // A tenth less is not worth two round trips, which a look each second would otherwise make.
        if (millis * 10 >= session.purpose().statementTimeout(target).toMillis() * 9) {
            return Guard.NONE;
        }
        execute(connection, "SELECT set_config('statement_timeout', '" + millis + "', false)");
        return () -> execute(connection, "RESET statement_timeout");
    }

    /** The driver begins it read-only with the first statement. What is set for it ends with it, whoever gets the session next. */
    private static Guard transaction(Connection connection, long lockMillis, long millis) throws SQLException {
        connection.setAutoCommit(false);
        Guard end = () -> {
            connection.rollback();
            connection.setAutoCommit(true);
        };
        try {
            execute(
                    connection,
                    "SET LOCAL transaction_read_only = on; SELECT set_config('statement_timeout', '" + millis
                            + "', true), set_config('lock_timeout', '" + lockMillis + "', true)");
        } catch (SQLException e) {
            try {
                end.close();
            } catch (SQLException late) {
                e.addSuppressed(late);
            }
            throw e;
        }
        return end;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
