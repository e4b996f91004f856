package io.sonde.verify.agent.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Sends a fixed set of statements: {@code direct|pool|sidedoor|poolsidedoor <url>}; then prints the page, if there is a port for it. */
public final class Workload {

    private Workload() {}

    public static void main(String[] arguments) throws Exception {
        String url = arguments[1];
        switch (arguments[0]) {
            case "direct" -> {
                try (Connection connection = DriverManager.getConnection(url)) {
                    run(connection);
                }
            }
            case "sidedoor" -> {
                try (Connection connection = sideDoor(url).getConnection()) {
                    run(connection);
                }
            }
            case "pool" -> {
                HikariConfig config = new HikariConfig();
                config.setJdbcUrl(url);
                runPooled(config);
            }
            case "poolsidedoor" -> {
                HikariConfig config = new HikariConfig();
                config.setDataSource(sideDoor(url));
                runPooled(config);
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        if (Integer.getInteger("page.port", 0) > 0) {
            OwnPage.print();
        }
    }

    private static void runPooled(HikariConfig config) throws SQLException {
        config.setMaximumPoolSize(2);
        try (HikariDataSource pool = new HikariDataSource(config);
                Connection connection = pool.getConnection()) {
            run(connection);
        }
    }

    /** A data source that does not go through {@code Driver.connect}. */
    private static DataSource sideDoor(String url) {
        org.h2.jdbcx.JdbcDataSource source = new org.h2.jdbcx.JdbcDataSource();
        source.setURL(url);
        return source;
    }

    static void run(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table items (id int primary key, name varchar(20))");
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into items (id, name) values (?, 'x')")) {
            for (int i = 0; i < 5; i++) {
                insert.setInt(1, i);
                insert.addBatch();
            }
            insert.executeBatch();
            insert.setInt(1, 100);
            insert.executeUpdate();
        }
        try (PreparedStatement select = connection.prepareStatement("select name from items where id = ?")) {
            for (int i = 0; i < 7; i++) {
                select.setInt(1, i);
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                }
            }
        }
        // A probe is no query: drivers ask in ways of their own, some by executing the empty text.
        if (!connection.isValid(5)) {
            throw new IllegalStateException("not valid");
        }
        if (connection.getMetaData().getURL().startsWith("jdbc:postgresql:")) {
            try (PreparedStatement probe = connection.prepareStatement("")) {
                probe.executeUpdate();
            }
        }
        literals(connection);
    }

    private static void literals(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int i = 0; i < 3; i++) {
                statement
                        .executeQuery("select id from items where name = 'n" + i + "'")
                        .close();
            }
            expectFailure(statement, "insert into items (id, name) values (1, 'again')");
            expectFailure(statement, "selec nonsense");
            statement.addBatch("delete from items where id = 1");
            statement.addBatch("delete from items where id = 2");
            statement.executeBatch();
        }
        try (PreparedStatement keys = connection.prepareStatement(
                "update items set name = ? where id = 100", Statement.RETURN_GENERATED_KEYS)) {
            keys.setString(1, "y");
            if (keys.executeUpdate() != 1) {
                throw new IllegalStateException("nothing updated");
            }
        }
    }

    private static void expectFailure(Statement statement, String sql) {
        try {
            statement.executeUpdate(sql);
            throw new IllegalStateException("did not fail: " + sql);
        } catch (SQLException expected) {
            System.out.println("failed: " + expected.getSQLState());
        }
    }
}
