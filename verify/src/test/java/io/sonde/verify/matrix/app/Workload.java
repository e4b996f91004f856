package io.sonde.verify.matrix.app;

import java.sql.BatchUpdateException;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Executes statements in all ways, looks at what they return, and writes each into the ledger. */
final class Workload {

    private final Sql sql;
    private final String table;
    private final DataSource source;
    private final Ledger ledger;

    /** @param table a name that nobody else uses, so that each text is this workload's own */
    Workload(Sql sql, String table, DataSource source, Ledger ledger) {
        this.sql = sql;
        this.table = table;
        this.source = source;
        this.ledger = ledger;
    }

    void run() throws Exception {
        try (Connection connection = source.getConnection()) {
            create(connection);
            prepared(connection);
            preparedEachTime(connection);
            literals(connection);
            readings(connection);
        }
        // In a pool this is the same connection, and with a cache of statements these are the same statements.
        try (Connection connection = source.getConnection()) {
            preparedEachTime(connection);
            readings(connection);
            batches(connection);
            generatedKeys(connection);
            call(connection);
            transaction(connection);
        }
        try (Connection connection = source.getConnection()) {
            failures(connection);
            preparedEachTime(connection);
        }
        new Concurrently(source, ledger, table).run();
    }

    private void create(Connection connection) throws SQLException {
        String create = sql.createTable(table);
        try (Statement statement = connection.createStatement()) {
            check(!statement.execute(create), create);
        }
        ledger.executed(create, 1);
    }

    private void prepared(Connection connection) throws SQLException {
        String insert = "insert into " + table + " (name) values (?)";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (int i = 1; i <= 7; i++) {
                statement.setString(1, "n" + i);
                check(statement.executeUpdate() == 1, insert);
            }
            statement.setString(1, "n8");
            check(!statement.execute() && statement.getUpdateCount() == 1, insert);
        }
        ledger.executed(insert, 8);
    }

    private void preparedEachTime(Connection connection) throws SQLException {
        String select = "select name from " + table + " where id = ?";
        for (int i = 1; i <= 7; i++) {
            try (PreparedStatement statement = connection.prepareStatement(select)) {
                statement.setInt(1, i);
                try (ResultSet rows = statement.executeQuery()) {
                    check(rows.next() && rows.getString(1).equals("n" + i) && !rows.next(), select);
                }
            }
        }
        ledger.executed(select, 7);
        ledger.read(table, 7, 7);
    }

    private void literals(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int i = 1; i <= 5; i++) {
                String select = "select id from " + table + " where name = 'n" + i + "' and id < 100";
                try (ResultSet rows = statement.executeQuery(select)) {
                    check(rows.next() && rows.getInt(1) == i, select);
                }
                ledger.executed("select id from " + table + " where name = ? and id < ?", 1);
                ledger.read(table, 1, 1);
            }
            String count = "select count(*) from " + table;
            check(statement.execute(count), count);
            try (ResultSet rows = statement.getResultSet()) {
                check(rows.next() && rows.getInt(1) == 8, count);
            }
            check(!statement.getMoreResults() && statement.getUpdateCount() == -1, count);
            ledger.executed(count, 1);
            ledger.read(table, 1, 1);
            String update = "update " + table + " set name = 'm8' where id = 8";
            check(statement.executeUpdate(update) == 1, update);
            ledger.executed(update, 1);
        }
    }

    /** Result sets of several rows, ended in each way but by the connection, which not every pool passes on. */
    private void readings(Connection connection) throws SQLException {
        String select = "select id, name from " + table + " where id <= ?";
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setInt(1, 8);
            // To its end, and then closed too.
            try (ResultSet rows = statement.executeQuery()) {
                read(rows, 8);
                check(!rows.next(), select);
            }
            try (ResultSet rows = statement.executeQuery()) {
                read(rows, 3);
            }
            // Never asked for a row, so it does not count.
            statement.executeQuery().close();
            statement.setInt(1, 0);
            try (ResultSet rows = statement.executeQuery()) {
                check(!rows.next(), select);
            }
            ledger.read(table, 1, 0);
            statement.setInt(1, 8);
            // Ended by the next execution, and that by the statement.
            read(statement.executeQuery(), 5);
            check(statement.execute(), select);
            read(statement.getResultSet(), 2);
        }
        ledger.executed(select, 6);
        String literal = "select name, id from " + table + " where id <= 8 order by id";
        try (Statement statement = connection.createStatement()) {
            check(statement.execute(literal), literal);
            read(statement.getResultSet(), 4);
            // Ends it.
            check(!statement.getMoreResults(), literal);
        }
        try (Statement statement =
                        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
                ResultSet rows = statement.executeQuery(literal)) {
            read(rows, 2);
            check(rows.last() && rows.absolute(3) && rows.relative(2) && rows.previous() && rows.first(), literal);
            check(rows.getInt(2) == 1, literal);
            ledger.read(table, 0, 5);
        }
        ledger.executed("select name, id from " + table + " where id <= ? order by id", 2);
    }

    /** The first rows. */
    private void read(ResultSet rows, int many) throws SQLException {
        for (int i = 0; i < many; i++) {
            check(rows.next(), "row " + i + " of " + table);
        }
        ledger.read(table, 1, many);
    }

    private void batches(Connection connection) throws SQLException {
        String insert = "insert into " + table + " (id, name) values (?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < 5; i++) {
                    statement.setInt(1, 100 + round * 5 + i);
                    statement.setString(2, "b");
                    statement.addBatch();
                }
                check(statement.executeBatch().length == 5, insert);
                ledger.batch(insert, 5);
            }
            statement.setInt(1, 200);
            statement.setString(2, "b");
            statement.addBatch();
            statement.clearBatch();
            statement.setInt(1, 110);
            statement.setString(2, "b");
            check(statement.executeUpdate() == 1, insert);
            ledger.executed(insert, 1);
        }
        try (Statement statement = connection.createStatement()) {
            for (int i = 100; i < 103; i++) {
                statement.addBatch("delete from " + table + " where id = " + i);
            }
            check(statement.executeBatch().length == 3, "delete");
            ledger.batch("delete from " + table + " where id = ?", 3);
            statement.addBatch("delete from " + table + " where id = 103");
            // A text of its own, for the server counts it as a query and the page as a part of the batch.
            statement.addBatch("update " + table + " set name = 'c' where id = 104 and name = 'b'");
            check(statement.executeBatch().length == 2, "delete and update");
            ledger.batch("", 2);
        }
    }

    private void generatedKeys(Connection connection) throws SQLException {
        String insert = "insert into " + table + " (name) values (?)";
        try (PreparedStatement statement = connection.prepareStatement(insert, Statement.RETURN_GENERATED_KEYS)) {
            statement.setString(1, "k");
            check(statement.executeUpdate() == 1, insert);
            try (ResultSet keys = statement.getGeneratedKeys()) {
                check(keys.next() && keys.getInt(1) > 0, insert);
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(insert, new String[] {"id"})) {
            statement.setString(1, "k");
            check(statement.executeUpdate() == 1, insert);
        }
        ledger.executed(insert, 2);
        String literal = "insert into " + table + " (name) values ('l')";
        try (Statement statement = connection.createStatement()) {
            check(statement.executeUpdate(literal, Statement.RETURN_GENERATED_KEYS) == 1, literal);
            try (ResultSet keys = statement.getGeneratedKeys()) {
                check(keys.next() && keys.getInt(1) > 0, literal);
            }
        }
        ledger.executed(insert, 1);
    }

    private void call(Connection connection) throws SQLException {
        try (CallableStatement statement = connection.prepareCall(sql.call())) {
            for (int i = 1; i <= 3; i++) {
                check(sql.twice(statement, i) == 2 * i, sql.call());
            }
        }
        ledger.executed(sql.call(), 3);
    }

    private void transaction(Connection connection) throws SQLException {
        String update = "update " + table + " set name = ? where id = ?";
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            for (String name : new String[] {"rolled back", "kept"}) {
                statement.setString(1, name);
                statement.setInt(2, 8);
                check(statement.executeUpdate() == 1, update);
                if (name.equals("kept")) {
                    connection.commit();
                } else {
                    connection.rollback();
                }
            }
        }
        connection.setAutoCommit(true);
        ledger.executed(update, 2);
    }

    private void failures(Connection connection) throws SQLException {
        String insert = "insert into " + table + " (id, name) values (1, ?)";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (int i = 0; i < 2; i++) {
                statement.setString(1, "again");
                try {
                    statement.executeUpdate();
                    check(false, insert);
                } catch (SQLException expected) {
                    ledger.failed(insert, expected);
                }
            }
        }
        String wrong = "selec nothing from " + table;
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(wrong)) {
                check(rows == null, wrong);
            } catch (SQLException expected) {
                ledger.failed(wrong, expected);
            }
        }
        String batch = "insert into " + table + " (name, id) values (?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(batch)) {
            for (int i = 0; i < 2; i++) {
                statement.setString(1, "twice");
                statement.setInt(2, 300);
                statement.addBatch();
            }
            try {
                statement.executeBatch();
                check(false, batch);
            } catch (BatchUpdateException expected) {
                ledger.failedBatch(batch, expected);
            }
        }
    }

    private static void check(boolean right, String what) {
        if (!right) {
            throw new IllegalStateException("wrong result of: " + what);
        }
    }
}
