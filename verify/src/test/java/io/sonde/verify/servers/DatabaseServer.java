package io.sonde.verify.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A server that runs on the loopback address, with its statement statistics on.
 *
 * @param name product and version, like {@code postgresql-18} or {@code mariadb}
 * @param subprotocol the part of a JDBC URL that chooses the driver
 * @param port where the server listens on 127.0.0.1
 * @param database a database that exists
 * @param username a user who may do everything, without a password
 * @param options what a URL for this server needs, like {@code ?sslMode=DISABLED}; may be empty
 */
public record DatabaseServer(
        String name, String subprotocol, int port, String database, String username, String options) {

    /** The URL of a database of the server. */
    public String url(String database) {
        return "jdbc:" + subprotocol + "://127.0.0.1:" + port + "/" + database + options;
    }

    /** The URL of {@link #database}. */
    public String url() {
        return url(database);
    }

    /**
     * A new connection.
     *
     * @param moreOptions further URL options without {@code ?} or leading {@code &}, like {@code preferQueryMode=simple}
     */
    public Connection connect(String moreOptions) throws SQLException {
        String separator = moreOptions.isEmpty() ? "" : options.isEmpty() ? "?" : "&";
        return DriverManager.getConnection(url() + separator + moreOptions, username, "");
    }
}
