package io.sonde.exporter.config;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC URL, with what metrics need to know of it. Printed without its parameters, which may hold a password.
 *
 * @param text the URL as it was given
 * @param address the first server's host and port; without a host and a port where URLs of this kind do not tell them
 * @param database the name of the database; empty when the URL leaves it to the driver, or does not tell
 */
public record JdbcUrl(String text, HostPort address, String database) {

    private static final String JDBC = "jdbc:";
    private static final HostPort NOWHERE = new HostPort("", -1);

    /** Of PostgreSQL's parameters, those that the exporter sets; the driver would believe the URL more than it. */
    static final Set<String> RESERVED = Set.of("readOnly", "connectTimeout", "loginTimeout", "socketTimeout");

    private static final String OPTIONS = "options=";

    /** Reads a URL; null when it is none, or the driver could not make sense of it. */
    static @Nullable JdbcUrl parse(String text) {
        if (!text.startsWith(JDBC) || text.indexOf(':', JDBC.length()) < 0) {
            return null;
        }
        String subprotocol = Subprotocol.of(text);
        if (!Subprotocol.namesServer(subprotocol)) {
            return subprotocol.isEmpty() ? null : new JdbcUrl(text, NOWHERE, "");
        }
        int port = Subprotocol.defaultPort(subprotocol);
        String rest = withoutParameters(text).substring(JDBC.length() + subprotocol.length() + 1);
        if (!rest.startsWith("//")) {
            // The short form names the database alone, on this machine.
            return rest.indexOf('/') >= 0 || !subprotocol.equals(Subprotocol.POSTGRESQL)
                    ? null
                    : new JdbcUrl(text, new HostPort("localhost", port), decode(rest));
        }
        rest = rest.substring(2);
        int slash = rest.indexOf('/');
        String servers = slash < 0 ? rest : rest.substring(0, slash);
        String database = slash < 0 ? "" : rest.substring(slash + 1);
        int comma = servers.indexOf(',');
        String first = comma < 0 ? servers : servers.substring(0, comma);
        HostPort address = first.isEmpty() ? new HostPort("localhost", port) : HostPort.parse(first);
        if (address == null || address.host().isEmpty() || address.host().indexOf('@') >= 0) {
            return null;
        }
        return new JdbcUrl(text, address.orPort(port), decode(database));
    }

    /** What stands after {@code jdbc:}, such as {@code postgresql}. */
    public String subprotocol() {
        return Subprotocol.of(text);
    }

    /** The kind of database as OpenTelemetry names it, as far as the URL tells. */
    public String system() {
        return Subprotocol.system(subprotocol());
    }

    /** Likewise for a URL that a driver tells; {@code other_sql} for a text that is none. */
    public static String systemOf(String url) {
        return url.startsWith(JDBC) ? Subprotocol.system(Subprotocol.of(url)) : "other_sql";
    }

    /** The URL for another database of the same server; for kinds of URLs that name a server. */
    public String inDatabase(String name) {
        String url = withoutOptions();
        int question = url.indexOf('?');
        String parameters = question < 0 ? "" : url.substring(question);
        String head = question < 0 ? url : url.substring(0, question);
        int servers = head.indexOf("//");
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        if (servers < 0) {
            return JDBC + subprotocol() + ":" + encoded + parameters;
        }
        int slash = head.indexOf('/', servers + 2);
        return (slash < 0 ? head : head.substring(0, slash)) + "/" + encoded + parameters;
    }

    /** The first of {@link #RESERVED} among a URL's parameters, or null. */
    static @Nullable String reserved(String text) {
        if (!text.startsWith(JDBC + Subprotocol.POSTGRESQL + ":")) {
            return null;
        }
        for (String parameter : parameters(text)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            if (RESERVED.contains(name)) {
                return name;
            }
        }
        return null;
    }

    /** The URL for the driver, without the parameter {@code options}. */
    public String withoutOptions() {
        StringBuilder url = new StringBuilder(withoutParameters(text));
        char before = '?';
        for (String parameter : parameters(text)) {
            if (!parameter.startsWith(OPTIONS)) {
                url.append(before).append(parameter);
                before = '&';
            }
        }
        return url.toString();
    }

    /** What the parameter {@code options} says, as the server's command line has it; empty when there is none. */
    public String options() {
        String options = "";
        for (String parameter : parameters(text)) {
            if (parameter.startsWith(OPTIONS)) {
                options = decode(parameter.substring(OPTIONS.length()));
            }
        }
        return options;
    }

    private static List<String> parameters(String text) {
        int question = text.indexOf('?');
        return question < 0 ? List.of() : List.of(text.substring(question + 1).split("&", -1));
    }

    private static String withoutParameters(String text) {
        int question = text.indexOf('?');
        return question < 0 ? text : text.substring(0, question);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    @Override
    public String toString() {
        if (!Subprotocol.namesServer(subprotocol())) {
            // Where these hold a password is known to their drivers alone.
            return JDBC + subprotocol() + ":…";
        }
        String shown = withoutParameters(text);
        return shown.length() == text.length() ? shown : shown + "?…";
    }
}
