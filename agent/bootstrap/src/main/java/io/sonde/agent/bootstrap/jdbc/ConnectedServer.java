package io.sonde.agent.bootstrap.jdbc;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The server that a connection is connected to: what its URL says, and what its driver knows better since the handshake.
 *
 * <p>Asked once, by the thread that connects. The driver answers from memory; the server hears nothing.
 */
final class ConnectedServer {

    private ConnectedServer() {}

    /** @param user as for {@link JdbcUrl#parse} */
    static Server of(Object connection, String url, String user, @Nullable JdbcAccess jdbc) {
        Server named = JdbcUrl.parse(url, user);
        if (jdbc == null) {
            return named;
        }
        return host(system(named, connection, jdbc), connection, url, jdbc);
    }

    /** MySQL and MariaDB are reached by each other's drivers, and by each other's URLs. */
    private static Server system(Server named, Object connection, JdbcAccess jdbc) {
        if (!named.system().equals("mysql") && !named.system().equals("mariadb")) {
            return named;
        }
        String product = jdbc.product(connection);
        if (product == null) {
            return named;
        }
        return named.of(product.toLowerCase(Locale.ROOT).contains("mariadb") ? "mariadb" : "mysql");
    }

    /** Of several hosts the driver has chosen one. */
    private static Server host(Server named, Object connection, String url, JdbcAccess jdbc) {
        if (!JdbcUrl.namesSeveralHosts(url)) {
            return named;
        }
        String host = jdbc.host(connection);
        int colon = host == null ? -1 : host.lastIndexOf(':');
        return host == null || colon <= 0
                ? named
                : named.at(withoutBrackets(host.substring(0, colon)), host.substring(colon + 1));
    }

    /** Some drivers keep those of an IPv6 address, others do not. */
    private static String withoutBrackets(String address) {
        return address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
    }
}
