package io.sonde.exporter.scrape;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a PostgreSQL server says about itself; asked anew at every collection, because it may have been replaced.
 *
 * @param version {@code server_version_num}: 180001 is 18.1
 * @param fullVersion the whole line of {@code version()}
 * @param replica whether it is in recovery
 * @param startSeconds when it was started, in seconds since 1970
 */
public record Server(int version, String fullVersion, boolean replica, double startSeconds) {

    private static final String QUERY = """
            SELECT current_setting('server_version_num')::int, version(), pg_is_in_recovery(),
                   extract(epoch FROM pg_postmaster_start_time())::float8
            """;

    static Server read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            if (!row.next()) {
                throw new SQLException("the server does not say what it is");
            }
            return new Server(row.getInt(1), row.getString(2), row.getBoolean(3), row.getDouble(4));
        }
    }

    /** Such as {@code 18.1.0}: in three parts, as postgres_exporter writes it. */
    String shortVersion() {
        return version / 10_000 + "." + version % 10_000 + ".0";
    }

    /** The major version, such as 18. */
    public int major() {
        return version / 10_000;
    }
}
