package io.sonde.verify.sql;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;

/**
 * A statement whose way through JDBC matters: generated keys, batches, calls, cursors.
 *
 * @param name what it is an example of
 * @param sql what the application writes
 * @param without part of the name of a server and its options that this is not for; may be empty
 * @param action sends it
 */
record ApiStatement(String name, String sql, String without, Action action) {

    /** Sends a statement. */
    interface Action {
        void run(Connection connection) throws SQLException;
    }

    private static final String INSERT = "insert into orders (customer_id, note) values (?, ?)";
    private static final String LITERALS = "insert into orders (customer_id, note) values (1, 'a')";

    static final String MARIADB_REASON =
            "The server counts prepared and bulk executions of the binary protocol under no digest at all. The driver uses it for"
                    + " calls, for batches unless `useBulkStmts=false`, and with `useServerPrepStmts=true`.";

    static final String MYSQL_8_REASON =
            "MySQL 8.0.33 counts executions of the binary protocol under no digest at all; MySQL 9.7 counts them.";

    boolean runsWith(String server, String options) {
        return without.isEmpty() || !(server + "?" + options.toLowerCase(java.util.Locale.ROOT)).contains(without);
    }

    /** MariaDB's binary protocol: its driver uses it for calls, and for prepared batches unless told otherwise. */
    boolean isUnequalWith(String server, String options) {
        if (!server.equals("mariadb") || !sql.contains("?")) {
            return false;
        }
        boolean bulk = !options.contains("useBulkStmts=false") && name.startsWith("batch");
        return name.equals("call") || (bulk && !name.endsWith("of one") && !name.endsWith("of updates"));
    }

    static List<ApiStatement> all(boolean postgres) {
        String call = postgres ? "{call pair(?, ?)}" : "{call touch(?)}";
        String function = "{? = call add_tax(?)}";
        return List.of(
                new ApiStatement("generated keys, literals", LITERALS, "", c -> {
                    try (Statement s = c.createStatement()) {
                        s.executeUpdate(LITERALS, Statement.RETURN_GENERATED_KEYS);
                        s.getGeneratedKeys().close();
                    }
                }),
                new ApiStatement("generated keys", INSERT, "", c -> {
                    try (PreparedStatement s = c.prepareStatement(INSERT, Statement.RETURN_GENERATED_KEYS)) {
                        fill(s, 1);
                        s.executeUpdate();
                        s.getGeneratedKeys().close();
                    }
                }),
                new ApiStatement("generated keys by name", INSERT, "", c -> {
                    try (PreparedStatement s = c.prepareStatement(INSERT, new String[] {"id"})) {
                        fill(s, 1);
                        s.executeUpdate();
                    }
                }),
                new ApiStatement("generated keys of a batch", INSERT, "", c -> batch(c, INSERT, 3, true)),
                new ApiStatement("batch of one", INSERT, "", c -> batch(c, INSERT, 1, false)),
                new ApiStatement("batch of three", INSERT, "", c -> batch(c, INSERT, 3, false)),
                new ApiStatement("batch of 100", INSERT, "", c -> batch(c, INSERT, 100, false)),
                new ApiStatement(
                        "batch with a function",
                        "insert into orders (customer_id, note, created) values (?, ?, now())",
                        "",
                        c -> batch(
                                c, "insert into orders (customer_id, note, created) values (?, ?, now())", 3, false)),
                new ApiStatement(
                        "batch of updates",
                        "update orders set customer_id = ? where note = ?",
                        "rewritebatchedstatements",
                        c -> batch(c, "update orders set customer_id = ? where note = ?", 5, false)),
                new ApiStatement("batch of literals", LITERALS, "rewritebatchedstatements", c -> {
                    try (Statement s = c.createStatement()) {
                        for (int i = 0; i < 5; i++) {
                            s.addBatch("insert into orders (customer_id, note) values (" + i + ", 'x" + i + "')");
                        }
                        s.executeBatch();
                    }
                }),
                new ApiStatement("call", call, "", c -> {
                    try (CallableStatement s = c.prepareCall(call)) {
                        s.setInt(1, 5);
                        if (postgres) {
                            s.setInt(2, 6);
                        }
                        s.execute();
                    }
                }),
                new ApiStatement("function call", function, postgres ? "querymode=simple" : "mariadb", c -> {
                    try (CallableStatement s = c.prepareCall(function)) {
                        s.registerOutParameter(1, Types.NUMERIC);
                        s.setBigDecimal(2, java.math.BigDecimal.TEN);
                        s.execute();
                    }
                }),
                new ApiStatement("cursor", "select id from orders where id > ?", "", c -> {
                    c.setAutoCommit(false);
                    try (PreparedStatement s = c.prepareStatement("select id from orders where id > ?")) {
                        s.setFetchSize(2);
                        s.setInt(1, 0);
                        try (ResultSet rows = s.executeQuery()) {
                            while (rows.next()) {
                                rows.getInt(1);
                            }
                        }
                    }
                    c.commit();
                    c.setAutoCommit(true);
                }),
                new ApiStatement("limited rows", "select id from orders", "", c -> {
                    try (Statement s = c.createStatement()) {
                        s.setMaxRows(1);
                        s.executeQuery("select id from orders").close();
                    }
                }));
    }

    private static void batch(Connection c, String sql, int elements, boolean keys) throws SQLException {
        int flag = keys ? Statement.RETURN_GENERATED_KEYS : Statement.NO_GENERATED_KEYS;
        try (PreparedStatement s = c.prepareStatement(sql, flag)) {
            for (int i = 0; i < elements; i++) {
                fill(s, i);
                s.addBatch();
            }
            s.executeBatch();
        }
    }

    private static void fill(PreparedStatement s, int i) throws SQLException {
        s.setInt(1, i);
        s.setString(2, "note " + i);
    }
}
