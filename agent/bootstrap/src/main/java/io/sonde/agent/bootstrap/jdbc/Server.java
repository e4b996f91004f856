package io.sonde.agent.bootstrap.jdbc;

import io.sonde.core.sql.Dialect;

/**
 * A database as a JDBC URL names it.
 *
 * @param system OpenTelemetry's {@code db.system.name}, like {@code postgresql}
 * @param namespace the database's name, or empty
 * @param address the host alone, or empty for a database inside the process
 * @param port the port, the system's default if the URL has none, or empty where there is no host
 * @param dialect whose SQL it speaks
 */
public record Server(String system, String namespace, String address, String port, Dialect dialect) {

    /** For a connection that nothing is known about. */
    public static final Server UNKNOWN = new Server("other_sql", "", "", "", Dialect.GENERIC);

    Server of(String otherSystem) {
        return new Server(otherSystem, namespace, address, port, dialect);
    }

    Server at(String otherAddress, String otherPort) {
        return new Server(system, namespace, otherAddress, otherPort, dialect);
    }

    /** What stands for servers of this system and dialect that are too many to be told apart. */
    Server furtherOfItsKind() {
        return new Server(system, "", "", "", dialect);
    }
}
