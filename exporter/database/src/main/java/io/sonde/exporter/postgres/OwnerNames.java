package io.sonde.exporter.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the users and databases of statements are called now. Who has been dropped has no name. Immutable. */
final class OwnerNames {

    /*
     * Thousands of statements belong to a few users and databases. The names joined to each row would be made, sent and read thousands of times: of
     * 5 000 statements a sixth of what reading them costs the server.
     */
    private static final String QUERY = """
            SELECT true, oid::int8, rolname FROM pg_catalog.pg_roles WHERE oid = ANY (?)
            UNION ALL
            SELECT false, oid::int8, datname FROM pg_catalog.pg_database WHERE oid = ANY (?)
            """;

    /** No id of the server's is negative. */
    private static final long NONE = -1;

    private final Map<Long, String> users;
    private final Map<Long, String> databases;

    private OwnerNames(Map<Long, String> users, Map<Long, String> databases) {
        this.users = users;
        this.databases = databases;
    }

    /** Of those to whom these rows belong. */
    static OwnerNames read(Connection connection, List<StatementRows.Row> rows) throws SQLException {
        Set<Long> userIds = new HashSet<>();
        Set<Long> databaseIds = new HashSet<>();
        long user = NONE;
        long database = NONE;
        for (StatementRows.Row row : rows) {
            if (row.key().userId() != user) {
                user = row.key().userId();
                userIds.add(user);
            }
            if (row.key().databaseId() != database) {
                database = row.key().databaseId();
                databaseIds.add(database);
            }
        }
        Map<Long, String> users = new HashMap<>();
        Map<Long, String> databases = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setArray(1, connection.createArrayOf("oid", userIds.toArray()));
            statement.setArray(2, connection.createArrayOf("oid", databaseIds.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    (row.getBoolean(1) ? users : databases).put(row.getLong(2), row.getString(3));
                }
            }
        }
        return new OwnerNames(users, databases);
    }

    /** Gives the rows these names; those that have them already stay the same objects. */
    void putInto(List<StatementRows.Row> rows) {
        long user = NONE;
        long database = NONE;
        String userName = "";
        String databaseName = "";
        for (int i = 0; i < rows.size(); i++) {
            StatementRows.Row row = rows.get(i);
            if (row.key().userId() != user) {
                user = row.key().userId();
                userName = users.getOrDefault(user, "");
            }
            if (row.key().databaseId() != database) {
                database = row.key().databaseId();
                databaseName = databases.getOrDefault(database, "");
            }
            if (!row.user().equals(userName) || !row.database().equals(databaseName)) {
                rows.set(i, new StatementRows.Row(row.key(), userName, databaseName, row.counters()));
            }
        }
    }
}
