package io.sonde.exporter.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads large results without having all of their rows in memory at once, which the driver does only within a transaction. */
final class Portions {

    private Portions() {}

    /** What is done with each row. */
    @FunctionalInterface
    interface Rows {
        void next(ResultSet row) throws SQLException;
    }

    /** Executes the query, and leaves the session as it was. */
    static void read(Connection connection, PreparedStatement statement, int portion, Rows rows) throws SQLException {
        boolean alone = connection.getAutoCommit();
        connection.setAutoCommit(false);
        statement.setFetchSize(portion);
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                rows.next(row);
            }
            if (alone) {
                connection.commit();
            }
        } catch (SQLException | RuntimeException e) {
            // What follows would commit, which a driver refuses after a failure, and stay in the transaction.
            rollBack(connection, e);
            throw e;
        } finally {
            connection.setAutoCommit(alone);
        }
    }

    private static void rollBack(Connection connection, Exception because) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }
}
