package io.sonde.verify.matrix.app;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import javax.sql.DataSource;

/** Prepares the same texts again and again, and closes the statements in every state that one can be in. */
final class Reuse {

    private static final int TIMES = 3;

    /** More than the small caches have room for. */
    private static final int TEXTS = 12;

    private final Sql sql;
    private final Vendor vendor;
    private final String table;
    private final DataSource source;
    private final Ledger ledger;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private int times;
    private int nextId = 1;

    /** @param table a name that nobody else uses, so that each text is this object's own */
    Reuse(Sql sql, Vendor vendor, String table, DataSource source, Ledger ledger) {
        this.sql = sql;
        this.vendor = vendor;
        this.table = table;
        this.source = source;
        this.ledger = ledger;
    }

    /** How often a statement of the driver's was handed out that had been handed out before. */
    int times() {
        return times;
    }

    void run() throws SQLException {
        String create = sql.createTable(table);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(create);
        }
        ledger.executed(create, 1);
        for (int round = 0; round < 2; round++) {
            // In a pool this is the same connection each time.
            try (Connection connection = source.getConnection()) {
                alternating(connection);
                batches(connection);
                abandonedBatches(connection);
                failures(connection);
                twins(connection);
                generatedKeys(connection);
                literals(connection);
                calls(connection);
                moreThanFit(connection);
            }
        }
    }

    private PreparedStatement prepare(Connection connection, String text) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        if (!seen.add(statement.unwrap(vendor.statement()))) {
            times++;
        }
        return statement;
    }

    private void insert(PreparedStatement statement, int id) throws SQLException {
        statement.setInt(1, id);
        statement.setString(2, "n");
    }

    private void alternating(Connection connection) throws SQLException {
        String insert = "insert into " + table + " (id, name) values (?, ?)";
        String select = "select name from " + table + " where id = ?";
        for (int i = 0; i < TIMES; i++) {
            try (PreparedStatement statement = prepare(connection, insert)) {
                insert(statement, nextId);
                check(statement.executeUpdate() == 1, insert);
            }
            try (PreparedStatement statement = prepare(connection, select)) {
                statement.setInt(1, nextId);
                ResultSet rows = statement.executeQuery();
                // Left to the statement to close.
                check(rows.next(), select);
            }
            nextId++;
        }
        ledger.executed(insert, TIMES);
        ledger.executed(select, TIMES);
        ledger.read(table, TIMES, TIMES);
    }

    private void batches(Connection connection) throws SQLException {
        String insert = "insert into " + table + " (name, id) values (?, ?)";
        for (int i = 0; i < TIMES; i++) {
            try (PreparedStatement statement = prepare(connection, insert)) {
                for (int element = 0; element <= i; element++) {
                    addBatch(statement);
                }
                check(statement.executeBatch().length == i + 1, insert);
                ledger.batch(insert, i + 1);
            }
        }
    }

    private void addBatch(PreparedStatement statement) throws SQLException {
        statement.setString(1, "b");
        statement.setInt(2, nextId++);
        statement.addBatch();
    }

    /** Closed with a batch that nobody executes. Whether the cache keeps it says the size of the next one that is executed. */
    private void abandonedBatches(Connection connection) throws SQLException {
        String insert = "insert into " + table + " (name, id) values (?, ?)";
        for (int i = 0; i < TIMES; i++) {
            try (PreparedStatement statement = prepare(connection, insert)) {
                addBatch(statement);
            }
            try (PreparedStatement statement = prepare(connection, insert)) {
                addBatch(statement);
                ledger.batch(insert, statement.executeBatch().length);
            }
        }
        String update = "update " + table + " set name = 'a' where id = ";
        for (int i = 0; i < TIMES; i++) {
            try (Statement statement = connection.createStatement()) {
                statement.addBatch(update + nextId);
            }
            try (Statement statement = connection.createStatement()) {
                statement.addBatch(update + nextId);
                ledger.batch(update + "?", statement.executeBatch().length);
            }
        }
    }

    private void failures(Connection connection) throws SQLException {
        String insert = "insert into " + table + " (id, name) values (?, ?)";
        for (int i = 0; i < TIMES; i++) {
            try (PreparedStatement statement = prepare(connection, insert)) {
                insert(statement, 1);
                statement.executeUpdate();
                check(false, insert);
            } catch (SQLException expected) {
                ledger.failed(insert, expected);
            }
        }
        try (PreparedStatement statement = prepare(connection, insert)) {
            insert(statement, nextId++);
            check(statement.executeUpdate() == 1, insert);
        }
        ledger.executed(insert, 1);
    }

    /** Two of the same text at once, of which a cache has but one; closed twice, which must not put one there twice. */
    private void twins(Connection connection) throws SQLException {
        String select = "select name from " + table + " where id < ?";
        for (int i = 0; i < TIMES; i++) {
            PreparedStatement one = prepare(connection, select);
            PreparedStatement other = prepare(connection, select);
            for (PreparedStatement statement : new PreparedStatement[] {one, other, one}) {
                statement.setInt(1, 2);
                try (ResultSet rows = statement.executeQuery()) {
                    check(rows.next(), select);
                }
            }
            other.close();
            one.close();
            one.close();
        }
        ledger.executed(select, 3 * TIMES);
        ledger.read(table, 3 * TIMES, 3 * TIMES);
    }

    private void generatedKeys(Connection connection) throws SQLException {
        String insert = "insert into " + table + " (name, id) values (?, ?)";
        for (int i = 0; i < TIMES; i++) {
            try (PreparedStatement statement = connection.prepareStatement(insert, Statement.RETURN_GENERATED_KEYS)) {
                statement.setString(1, "k");
                statement.setInt(2, nextId++);
                check(statement.executeUpdate() == 1, insert);
            }
        }
        ledger.executed(insert, TIMES);
    }

    private void literals(Connection connection) throws SQLException {
        for (int i = 0; i < TIMES; i++) {
            for (String column : new String[] {"id", "name"}) {
                String select = "select " + column + " from " + table + " where id > 0";
                try (Statement statement = connection.createStatement()) {
                    check(statement.execute(select), select);
                }
                ledger.executed("select " + column + " from " + table + " where id > ?", 1);
            }
        }
    }

    private void calls(Connection connection) throws SQLException {
        for (int i = 0; i < TIMES; i++) {
            try (CallableStatement statement = connection.prepareCall(sql.call())) {
                check(sql.twice(statement, i) == 2 * i, sql.call());
            }
        }
        ledger.executed(sql.call(), TIMES);
    }

    private void moreThanFit(Connection connection) throws SQLException {
        for (int i = 0; i < 2 * TEXTS; i++) {
            String select = "select id as c" + i % TEXTS + " from " + table + " where id = ?";
            try (PreparedStatement statement = prepare(connection, select)) {
                statement.setInt(1, 1);
                try (ResultSet rows = statement.executeQuery()) {
                    check(rows.next() && rows.getInt(1) == 1, select);
                }
            }
            ledger.executed(select, 1);
            ledger.read(table, 1, 1);
        }
    }

    private static void check(boolean right, String what) {
        if (!right) {
            throw new IllegalStateException("wrong result of: " + what);
        }
    }
}
