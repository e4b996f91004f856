package io.sonde.verify.matrix;

import io.sonde.core.sql.Dialect;
import io.sonde.verify.servers.DatabaseServer;
import io.sonde.verify.servers.Servers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server and the driver that talks to it. */
enum Database {
    POSTGRESQL("PGJDBC", "postgresql", "prepareThreshold=-1"),
    MARIADB("MARIADB", "mariadb", "useServerPrepStmts=true"),
    MYSQL_BY_MARIADB("MARIADB", "mariadb", "useServerPrepStmts=true"),
    MYSQL("CONNECTOR_J", "mysql", "useServerPrepStmts=true"),
    MARIADB_BY_MYSQL("CONNECTOR_J", "mysql", "useServerPrepStmts=true"),
    H2("H2", "h2", "QUERY_CACHE_SIZE=0");

    private final String vendor;
    private final String subprotocol;
    private final String prepared;

    /** @param prepared the driver's option for statements that the server prepares, or what comes nearest */
    Database(String vendor, String subprotocol, String prepared) {
        this.vendor = vendor;
        this.subprotocol = subprotocol;
        this.prepared = prepared;
    }

    String vendor() {
        return vendor;
    }

    Dialect dialect() {
        return switch (this) {
            case POSTGRESQL -> Dialect.POSTGRESQL;
            case H2 -> Dialect.STANDARD;
            default -> Dialect.MYSQL;
        };
    }

    /** The server, or null for a database inside the application's JVM. */
    @Nullable
    DatabaseServer server() {
        return switch (this) {
            case POSTGRESQL -> Servers.postgres(18);
            case MARIADB, MARIADB_BY_MYSQL -> Servers.mariaDb();
            case MYSQL, MYSQL_BY_MARIADB -> Servers.mySql();
            case H2 -> null;
        };
    }

    /** Makes an empty database of that name, and returns its URL. */
    String create(String name, boolean serverPrepared) throws SQLException {
        DatabaseServer running = server();
        if (running == null) {
            return "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1;INIT=create alias if not exists twice for "
                    + "'io.sonde.verify.matrix.app.Twice.of'" + (serverPrepared ? ";" + prepared : "");
        }
        try (Connection connection = running.connect("");
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        String options = running.options() + (running.options().isEmpty() ? "?" : "&") + "user=" + running.username();
        String url = "jdbc:" + subprotocol + "://127.0.0.1:" + running.port() + "/" + name + options;
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    this == POSTGRESQL
                            ? "create function twice(n integer) returns integer language sql as 'select n * 2'"
                            : "create procedure twice(in n int, out m int) set m = n * 2");
        }
        return url + (serverPrepared ? "&" + prepared : "");
    }

    /** What the server is, by whatever driver it is reached. */
    private String system() {
        return switch (this) {
            case POSTGRESQL -> "postgresql";
            case MARIADB, MARIADB_BY_MYSQL -> "mariadb";
            case MYSQL, MYSQL_BY_MARIADB -> "mysql";
            case H2 -> "h2database";
        };
    }

    /** The labels that each series of that database has. */
    Map<String, String> labels(String name) {
        DatabaseServer running = server();
        if (running == null) {
            return Map.of("db_system_name", system(), "db_namespace", name);
        }
        return Map.of(
                "db_system_name",
                system(),
                "db_namespace",
                name,
                "server_address",
                "127.0.0.1",
                "server_port",
                Integer.toString(running.port()));
    }
}
