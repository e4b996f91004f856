package io.sonde.exporter.config;

import java.util.Map;

/** What the second part of a JDBC URL says of the database behind it. */
final class Subprotocol {

    static final String POSTGRESQL = "postgresql";

    /** By subprotocol, the names that OpenTelemetry has for kinds of databases. */
    private static final Map<String, String> SYSTEMS = Map.ofEntries(
            Map.entry(POSTGRESQL, "postgresql"),
            Map.entry("mysql", "mysql"),
            Map.entry("mariadb", "mariadb"),
            Map.entry("oracle", "oracle.db"),
            Map.entry("sqlserver", "microsoft.sql_server"),
            Map.entry("db2", "ibm.db2"),
            Map.entry("h2", "h2database"),
            Map.entry("hsqldb", "hsqldb"),
            Map.entry("derby", "derby"),
            Map.entry("sqlite", "sqlite"),
            Map.entry("clickhouse", "clickhouse"),
            Map.entry("ch", "clickhouse"),
            Map.entry("trino", "trino"),
            Map.entry("redshift", "aws.redshift"),
            Map.entry("sap", "sap.hana"),
            Map.entry("firebirdsql", "firebirdsql"));

    private static final Map<String, Integer> PORTS = Map.of(POSTGRESQL, 5432, "mysql", 3306, "mariadb", 3306);

    private Subprotocol() {}

    /** What stands between {@code jdbc:} and the next colon, in a text that has both. */
    static String of(String url) {
        int colon = url.indexOf(':', 5);
        return url.substring(5, colon < 0 ? url.length() : colon);
    }

    /** The value of {@code db_system_name}. */
    static String system(String subprotocol) {
        return SYSTEMS.getOrDefault(subprotocol, "other_sql");
    }

    /** Whether its URLs are {@code jdbc:subprotocol://host:port/database?parameters}. */
    static boolean namesServer(String subprotocol) {
        return PORTS.containsKey(subprotocol);
    }

    static int defaultPort(String subprotocol) {
        return PORTS.getOrDefault(subprotocol, -1);
    }
}
