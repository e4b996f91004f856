package io.sonde.verify.agent.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.BatchUpdateException;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.rowset.CachedRowSet;
import javax.sql.rowset.JdbcRowSet;
import javax.sql.rowset.RowSetProvider;

/**
 * Goes each way that JDBC has to execute something: {@code <driver|pool> <url>}; then prints the page. Each way has a column of its own.
 * It goes them with a connection of the driver, or with one of HikariCP.
 */
public final class EveryPath {

    private EveryPath() {}

    public static void main(String[] arguments) throws Exception {
        String url = arguments[1];
        if (arguments[0].equals("pool")) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(url);
            config.setMaximumPoolSize(1);
            config.setExceptionOverrideClassName(KeepConnection.class.getName());
            try (HikariDataSource pool = new HikariDataSource(config);
                    Connection connection = pool.getConnection()) {
                go(connection, url);
            }
        } else {
            try (Connection connection = DriverManager.getConnection(url)) {
                go(connection, url);
            }
        }
        OwnPage.print();
    }

    /** HikariCP would close a connection that declines to do something (SQLSTATE class 0A). */
    public static final class KeepConnection implements SQLExceptionOverride {
        @java.lang.Override
        public Override adjudicate(SQLException failure) {
            return Override.DO_NOT_EVICT;
        }
    }

    private static void go(Connection connection, String url) throws Exception {
        PathsSql sql = PathsSql.of(url);
        createTable(connection, sql);
        texts(connection, sql);
        prepared(connection);
        batches(connection);
        callable(connection, sql);
        failures(connection);
        rowSets(url);
        updatable(connection);
        acceptChanges(connection);
        HangingQueries.cancel(connection, sql.endless("cancelled"));
        // Last: H2 keeps the time for the connection's other statements.
        HangingQueries.timeout(connection, sql.endless("late"));
    }

    private static void createTable(Connection connection, PathsSql sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql.createTable(17));
        }
    }

    private static void texts(Connection connection, PathsSql sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("update paths set c1 = 'x'");
            statement.getMoreResults();
            statement.executeUpdate("update paths set c2 = 'x'");
            statement.executeLargeUpdate("update paths set c3 = 'x'");
            statement.execute("update paths set c4 = 'x'", Statement.RETURN_GENERATED_KEYS);
            statement.executeUpdate("update paths set c5 = 'x'", new String[] {"id"});
            try {
                // PgJDBC declines; that is a failure of the application's call, and counts as one.
                statement.executeUpdate("update paths set c6 = 'x'", new int[] {1});
            } catch (SQLException declined) {
                System.out.println("column indexes: " + declined.getSQLState());
            }
            statement.executeLargeUpdate("update paths set c7 = 'x'", Statement.RETURN_GENERATED_KEYS);
            statement.executeQuery("select c1 from paths where c2 = 'y'").close();
            if (sql.hasSeveralResults()) {
                statement.execute("select c2 from paths; select c3 from paths");
                while (statement.getMoreResults() || statement.getUpdateCount() != -1) {
                    statement.getResultSet().close();
                }
            }
        }
    }

    private static void prepared(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("update paths set c8 = ?")) {
            statement.setString(1, "x");
            statement.execute();
            statement.getMoreResults();
            statement.executeUpdate();
            statement.executeLargeUpdate();
        }
        String[] key = {"id"};
        try (PreparedStatement statement = connection.prepareStatement("insert into paths (c9) values (?)", key)) {
            statement.setString(1, "x");
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                if (!keys.next()) {
                    throw new IllegalStateException("no key");
                }
            }
        }
        try (PreparedStatement statement = connection.prepareStatement("select c9 from paths where c9 = ?")) {
            for (int i = 0; i < 12; i++) {
                statement.setString(1, "x");
                statement.executeQuery().close();
            }
        }
    }

    private static void batches(Connection connection) throws SQLException {
        for (int size : new int[] {3, 4}) {
            try (PreparedStatement statement =
                    connection.prepareStatement("update paths set c1" + (size - 3) + " = ? where id = 1")) {
                for (int i = 0; i < size; i++) {
                    statement.setString(1, "x" + i);
                    statement.addBatch();
                }
                long[] large = size == 4 ? statement.executeLargeBatch() : null;
                int[] small = size == 3 ? statement.executeBatch() : null;
                if ((large == null ? 0 : large.length) + (small == null ? 0 : small.length) != size) {
                    throw new IllegalStateException("elements");
                }
                statement.addBatch(); // Closed without being executed.
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("update paths set c12 = 'a'");
            statement.clearBatch();
            statement.addBatch("update paths set c12 = 'b'");
            statement.executeQuery("select c12 from paths").close();
            statement.addBatch("update paths set c12 = 'c'");
            statement.executeBatch();
        }
    }

    private static void callable(Connection connection, PathsSql sql) throws SQLException {
        try (CallableStatement statement = connection.prepareCall(sql.call())) {
            statement.registerOutParameter(sql.output(), Types.INTEGER);
            for (int i = 0; i < 2; i++) {
                statement.setInt(3 - sql.output(), -7);
                statement.execute();
            }
        }
    }

    private static void failures(Connection connection) throws SQLException {
        String insert = "insert into paths (id, c13) values (?, 'x')";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setInt(1, 1);
            statement.executeUpdate();
            try {
                statement.executeUpdate();
                throw new IllegalStateException("twice");
            } catch (SQLException expected) {
                System.out.println("duplicate: " + expected.getSQLState() + " " + expected.getErrorCode());
            }
            statement.addBatch();
            try {
                statement.executeBatch();
                throw new IllegalStateException("three times");
            } catch (BatchUpdateException expected) {
                System.out.println("in a batch: " + expected.getSQLState());
            }
        }
    }

    private static void rowSets(String url) throws SQLException {
        try (CachedRowSet rows = RowSetProvider.newFactory().createCachedRowSet()) {
            rows.setUrl(url);
            rows.setCommand("select c14 from paths where id = ?");
            rows.setInt(1, 1);
            rows.execute();
            if (rows.size() != 1) {
                throw new IllegalStateException("rows: " + rows.size());
            }
        }
        try (JdbcRowSet rows = RowSetProvider.newFactory().createJdbcRowSet()) {
            rows.setUrl(url);
            rows.setCommand("select c15 from paths");
            rows.execute();
            rows.next();
        }
    }

    /** Rows that are changed in the result set: each change is a statement that the driver prepares and executes. */
    private static void updatable(Connection connection) throws SQLException {
        String select = "select id, c16 from paths where c16 = ? order by id";
        try (Statement statement = connection.createStatement();
                PreparedStatement query = connection.prepareStatement(
                        select, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE)) {
            statement.executeUpdate("insert into paths (id, c16, c17) values (2, 'x', ''), (3, 'x', ''), (4, 'x', ''),"
                    + " (7, '', 'x'), (8, '', 'x'), (9, '', 'x')");
            query.setString(1, "x");
            try (ResultSet rows = query.executeQuery()) {
                for (int i = 0; i < 2; i++) {
                    rows.next();
                    rows.updateString(2, "y");
                    rows.updateRow();
                }
                rows.moveToInsertRow();
                rows.updateInt(1, 5);
                rows.updateString(2, "z");
                rows.insertRow();
                rows.moveToCurrentRow();
                rows.absolute(3);
                rows.deleteRow();
            }
            check(statement, "c16", "2y 3y 5z");
        }
    }

    /** Rows that are changed without a connection: the row set looks whether each is still as it was, and then changes it. */
    private static void acceptChanges(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                CachedRowSet rows = RowSetProvider.newFactory().createCachedRowSet()) {
            connection.setAutoCommit(false);
            rows.setTableName("paths");
            rows.setCommand("select id, c17 from paths where c17 = 'x' order by id");
            rows.setKeyColumns(new int[] {1});
            rows.execute(connection);
            rows.next();
            rows.updateString(2, "y");
            rows.updateRow();
            rows.next();
            rows.deleteRow();
            rows.moveToInsertRow();
            rows.updateInt(1, 10);
            rows.updateString(2, "z");
            rows.insertRow();
            rows.moveToCurrentRow();
            rows.acceptChanges(connection);
            connection.setAutoCommit(true);
            check(statement, "c17", "10z 7y 9x");
        }
    }

    /** What the rows with a value in this column are now. */
    private static void check(Statement statement, String column, String expected) throws SQLException {
        Set<String> found = new TreeSet<>();
        try (ResultSet rows = statement.executeQuery(
                "select id, " + column + " from paths where " + column + " in ('x', 'y', 'z')")) {
            while (rows.next()) {
                found.add(rows.getString(1) + rows.getString(2));
            }
        }
        if (!String.join(" ", found).equals(expected)) {
            throw new IllegalStateException(column + " is " + found);
        }
    }
}
