package io.sonde.agent.bootstrap.jdbc;

import io.sonde.core.sql.Dialect;
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a JDBC URL says about its server. Work on strings alone: nothing is resolved, asked or connected.
 *
 * <p>Of several hosts the first one counts; see {@link ConnectedServer}. What cannot be read is empty; no URL is an error.
 */
final class JdbcUrl {

    /*
     * URLs of drivers that wrap others or hand out pooled connections. What they return is not a driver's own connection, even if no
     * real driver was seen connecting inside.
     */
    private static final String[] WRAPPERS = {
        "jdbc:p6spy:",
        "jdbc:wrap-jdbc:",
        "jdbc:apache:commons:dbcp:",
        "jdbc:log4jdbc:",
        "jdbc:tc:",
        "jdbc:opentracing:",
        "jdbc:tracing:",
        "jdbc:otel:",
        "jdbc:aws-wrapper:",
        "jdbc:dd:",
        "jdbc:jdbcdslog:",
        "jdbc:perf4j:",
        "jdbc:simple:",
        "jdbc:shardingsphere:"
    };

    private static final int MAX_PART = 255;

    private JdbcUrl() {}

    static boolean isWrapper(String url) {
        if (!url.startsWith("jdbc:")) {
            return true;
        }
        for (String wrapper : WRAPPERS) {
            if (url.startsWith(wrapper)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a driver chooses the host. */
    static boolean namesSeveralHosts(String url) {
        return before(url, '?', ';').indexOf(',') >= 0;
    }

    /** @param user whose name PostgreSQL takes for the database's when the URL has none; may be empty */
    static Server parse(String url, String user) {
        int colon = url.indexOf(':', 5);
        if (!url.startsWith("jdbc:") || colon < 0) {
            return Server.UNKNOWN;
        }
        String scheme = url.substring(5, colon).toLowerCase(Locale.ROOT);
        String rest = url.substring(colon + 1);
        return switch (scheme) {
            case "postgresql", "pgsql" -> postgresql(rest, user);
            case "mysql", "mysql+srv" -> authority("mysql", rest, "3306", Dialect.MYSQL);
            case "mariadb" -> authority("mariadb", rest, "3306", Dialect.MYSQL);
            case "singlestore" -> authority("other_sql", rest, "3306", Dialect.MYSQL);
            case "h2" -> h2(rest);
            case "sqlserver" -> sqlServer(rest);
            case "oracle" -> oracle(rest);
            default -> authority(system(scheme), rest, "", dialect(scheme, rest));
        };
    }

    /** What double quotes and brackets are; {@link Dialect#GENERIC} unless they are always names there. */
    private static Dialect dialect(String scheme, String rest) {
        return switch (scheme) {
            case "hsqldb", "derby", "db2", "trino", "presto", "clickhouse", "ch" -> Dialect.STANDARD;
            case "snowflake", "redshift", "vertica", "sap", "teradata", "duckdb", "exa", "monetdb" -> Dialect.STANDARD;
            case "jtds" -> rest.startsWith("sybase:") ? Dialect.SQLITE : Dialect.SQL_SERVER;
            // In the others double quotes are strings, in a mode of theirs at least.
            case "sqlite", "sybase", "ucanaccess" -> Dialect.SQLITE;
            default -> Dialect.GENERIC;
        };
    }

    private static String system(String scheme) {
        return switch (scheme) {
            case "db2" -> "ibm.db2";
            case "jtds" -> "microsoft.sql_server";
            case "hsqldb", "derby", "sqlite", "clickhouse", "trino" -> scheme;
            default -> "other_sql";
        };
    }

    /** {@code //host:port,host2/database?options}, or {@code database?options} on the local host. */
    private static Server postgresql(String rest, String user) {
        Server server = authority("postgresql", rest, "5432", Dialect.POSTGRESQL);
        String address = server.address().isEmpty() ? "localhost" : server.address();
        String port = server.port().isEmpty() ? "5432" : server.port();
        String database = server.namespace();
        if (database.isEmpty()) {
            String named = option(rest, "user", '?', '&');
            database = named.isEmpty() ? user : named;
        }
        return new Server("postgresql", cut(database), address, port, Dialect.POSTGRESQL);
    }

    private static Server authority(String system, String rest, String defaultPort, Dialect dialect) {
        int slashes = authorityAt(rest);
        if (slashes < 0) {
            String name = decode(before(rest, '?', ';'));
            return new Server(system, cut(named(name, dialect)), "", "", dialect);
        }
        String location = before(rest.substring(slashes + 2), '?', ';');
        int slash = afterHosts(location);
        String hosts = slash < 0 ? location : location.substring(0, slash);
        String database = slash < 0 ? "" : decode(location.substring(slash + 1));
        if (takesPasswords(dialect) && hosts.indexOf('@') < 0 && database.indexOf('@') >= 0) {
            // A password with a slash in it, of a driver that takes one.
            hosts = "";
        }
        return server(system, named(database, dialect), firstHost(withoutUser(hosts)), defaultPort, dialect);
    }

    /**
     * Where the two slashes are that begin the hosts, or a negative number: only words with colons may stand before them, as two slashes are also in
     * paths and in passwords.
     */
    private static int authorityAt(String rest) {
        int slashes = rest.indexOf("//");
        for (int i = 0; i < slashes; i++) {
            char c = rest.charAt(i);
            boolean word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!word && (c != ':' && c != '-' && c != '+' && c != '.' && c != '_')) {
                return -1;
            }
        }
        return slashes > 0 && rest.charAt(slashes - 1) != ':' ? -1 : slashes;
    }

    /** The hosts without the user and password of the first one that has them. */
    private static String withoutUser(String hosts) {
        int comma = hosts.indexOf(',', hosts.indexOf('@') + 1);
        int at = hosts.lastIndexOf('@', comma < 0 ? hosts.length() : comma);
        return hosts.substring(at + 1);
    }

    /**
     * The name alone, of what may be {@code user/password@name}, {@code name:key=value:…} or {@code key=value,…}: drivers that we know
     * nothing of have their own places for passwords.
     */
    private static String named(String text, Dialect dialect) {
        if (!takesPasswords(dialect)) {
            return text;
        }
        String name = text.substring(text.lastIndexOf('@') + 1);
        int equals = name.indexOf('=');
        int colon = name.lastIndexOf(':', equals);
        return equals < 0 ? name : name.substring(0, Math.max(colon, 0));
    }

    /** Whether a driver of that dialect may take passwords in places of its own. */
    private static boolean takesPasswords(Dialect dialect) {
        return dialect != Dialect.POSTGRESQL && dialect != Dialect.MYSQL;
    }

    /** The slash that ends the hosts, skipping those in brackets. */
    private static int afterHosts(String location) {
        int depth = 0;
        for (int i = 0; i < location.length(); i++) {
            char c = location.charAt(i);
            if (c == '(' || c == '[') {
                depth++;
            } else if (c == ')' || c == ']') {
                depth--;
            } else if (c == '/' && depth <= 0) {
                return i;
            }
        }
        return -1;
    }

    private static String firstHost(String hosts) {
        int comma = hosts.indexOf(',');
        if (hosts.startsWith("[") && comma >= 0 && comma < hosts.indexOf(']')) {
            // A list in brackets; an address of IPv6 ends before the comma.
            return firstHost(hosts.substring(1));
        }
        if (hosts.startsWith("address=") || hosts.startsWith("(")) {
            String host = parenthesised(hosts, "host");
            String port = parenthesised(hosts, "port");
            return port.isEmpty() ? host : host + ":" + port;
        }
        return before(hosts, ',', ',');
    }

    /** What may be a host or its path; empty if it may be anything else. */
    private static String host(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || "=@?;&()\"'{}<>|,".indexOf(c) >= 0) {
                return "";
            }
        }
        return cut(text);
    }

    private static Server server(
            String system, String database, String hostAndPort, String defaultPort, Dialect dialect) {
        String host = hostAndPort;
        String port = "";
        int colon = hostAndPort.lastIndexOf(':');
        boolean bracketed = hostAndPort.startsWith("[");
        if (colon >= 0 && (!bracketed || colon > hostAndPort.indexOf(']')) && digits(hostAndPort, colon + 1)) {
            host = hostAndPort.substring(0, colon);
            port = hostAndPort.substring(colon + 1);
        }
        int words = host.indexOf(':');
        if (!bracketed && words >= 0 && words == host.lastIndexOf(':')) {
            // No port, so it may be the beginning of a password.
            host = host.substring(0, words);
        }
        if (bracketed && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty() && defaultPort.isEmpty()) {
            return new Server(system, cut(database), "", port, dialect);
        }
        String address = host.isEmpty() ? "localhost" : host;
        return new Server(system, cut(database), host(address), port.isEmpty() ? defaultPort : port, dialect);
    }

    /** {@code mem:name}, {@code file:path}, {@code tcp://host:port/path}, {@code ssl://…}, {@code path}; then {@code ;options}. */
    private static Server h2(String rest) {
        String location = before(rest, ';', ';');
        if (location.startsWith("tcp://") || location.startsWith("ssl://")) {
            return authority("h2database", location, "9092", Dialect.STANDARD);
        }
        int colon = location.startsWith("mem:") || location.startsWith("file:") ? location.indexOf(':') + 1 : 0;
        return new Server("h2database", cut(location.substring(colon)), "", "", Dialect.STANDARD);
    }

    /** {@code //host\instance:port;databaseName=name;…} */
    private static Server sqlServer(String rest) {
        String location = before(rest.startsWith("//") ? rest.substring(2) : rest, ';', ';');
        int instance = location.indexOf('\\');
        int colon = location.lastIndexOf(':');
        String port = colon > instance && digits(location, colon + 1) ? location.substring(colon + 1) : "1433";
        String host = before(location, '\\', '\\');
        if (instance < 0 && colon >= 0) {
            host = location.substring(0, colon);
        }
        if (host.isEmpty()) {
            host = option(rest, "servername", ';', ';');
        }
        String database = option(rest, "databasename", ';', ';');
        if (database.isEmpty()) {
            database = option(rest, "database", ';', ';');
        }
        return new Server(
                "microsoft.sql_server",
                cut(database),
                host.isEmpty() ? "localhost" : host(host),
                port,
                Dialect.SQL_SERVER);
    }

    /** {@code thin:user/password@//host:port/service}, {@code …@host:port:sid}, {@code …@(DESCRIPTION=…)}. */
    private static Server oracle(String rest) {
        String base = before(rest, '?', '?');
        int at = base.lastIndexOf('@');
        boolean options = rest.indexOf('@', base.length()) < 0 || (at > 0 && base.charAt(at - 1) == ':');
        if (at < 0 || !options) {
            // On this machine, and what follows may be a user and a password; or there is a question mark in the
            // password.
            return new Server("oracle.db", "", "", "", Dialect.STANDARD);
        }
        String target = base.substring(at + 1);
        if (target.startsWith("(")) {
            String service = parenthesised(target, "service_name");
            String port = parenthesised(target, "port");
            return new Server(
                    "oracle.db",
                    cut(service.isEmpty() ? parenthesised(target, "sid") : service),
                    host(parenthesised(target, "host")),
                    port.isEmpty() ? "1521" : port,
                    Dialect.STANDARD);
        }
        int slashes = target.indexOf("//");
        String location = slashes < 0 ? target : target.substring(slashes + 2);
        int slash = location.indexOf('/');
        if (slash >= 0) {
            return server(
                    "oracle.db", location.substring(slash + 1), location.substring(0, slash), "1521", Dialect.STANDARD);
        }
        int sid = location.lastIndexOf(':');
        int port = location.indexOf(':');
        return sid > port
                ? server("oracle.db", location.substring(sid + 1), location.substring(0, sid), "1521", Dialect.STANDARD)
                : server("oracle.db", "", location, "1521", Dialect.STANDARD);
    }

    /** The value of an option, by its name in lower case; empty if there is none. */
    private static String option(String rest, String name, char first, char between) {
        int at = rest.indexOf(first);
        while (at >= 0) {
            int end = rest.indexOf(between, at + 1);
            String pair = rest.substring(at + 1, end < 0 ? rest.length() : end);
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).trim().equalsIgnoreCase(name)) {
                return decode(pair.substring(equals + 1).trim());
            }
            at = end;
        }
        return "";
    }

    /** The value in {@code (name=value)} or {@code (…,name=value,…)}, by the name in lower case; empty if there is none. */
    private static String parenthesised(String text, String name) {
        String folded = text.toLowerCase(Locale.ROOT).replace(" ", "");
        String wanted = name + "=";
        for (int at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + 1)) {
            if (at > 0 && (folded.charAt(at - 1) == '(' || folded.charAt(at - 1) == ',')) {
                return before(text.replace(" ", "").substring(at + wanted.length()), ')', ',');
            }
        }
        return "";
    }

    private static String before(String text, char one, char another) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == one || text.charAt(i) == another) {
                return text.substring(0, i);
            }
        }
        return text;
    }

    private static boolean digits(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return from < text.length() && text.length() - from <= 5;
    }

    private static String decode(@Nullable String text) {
        if (text == null || text.indexOf('%') < 0) {
            return text == null ? "" : text;
        }
        try {
            return URLDecoder.decode(text, "UTF-8");
        } catch (IllegalArgumentException | UnsupportedEncodingException malformed) {
            return text;
        }
    }

    private static String cut(String part) {
        return part.length() <= MAX_PART ? part : part.substring(0, MAX_PART);
    }
}
