package io.sonde.exporter.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC URL, with what metrics need to know of it. Printed without its parameters, which may hold a password.
 *
 * @param text the URL as it was given
 * @param address the first server's host and port
 * @param database the name of the database; empty when the URL leaves it to the driver
 */
public record JdbcUrl(String text, HostPort address, String database) {

    static final String PREFIX = "jdbc:postgresql:";

    /** Of the driver's parameters, those that the exporter sets; the driver would believe the URL more than it. */
    static final Set<String> RESERVED = Set.of("readOnly", "connectTimeout", "loginTimeout", "socketTimeout");

    private static final String OPTIONS = "options=";
    private static final int DEFAULT_PORT = 5432;

    /** Reads a URL that begins with {@link #PREFIX}; null when the driver could not make sense of the rest. */
    static @Nullable JdbcUrl parse(String text) {
        String rest = withoutParameters(text).substring(PREFIX.length());
        if (!rest.startsWith("//")) {
            // The short form names the database alone, on this machine.
            return rest.indexOf('/') >= 0
                    ? null
                    : new JdbcUrl(text, new HostPort("localhost", DEFAULT_PORT), decode(rest));
        }
        rest = rest.substring(2);
        int slash = rest.indexOf('/');
        String servers = slash < 0 ? rest : rest.substring(0, slash);
        String database = slash < 0 ? "" : rest.substring(slash + 1);
        int comma = servers.indexOf(',');
        String first = comma < 0 ? servers : servers.substring(0, comma);
        HostPort address = first.isEmpty() ? new HostPort("localhost", DEFAULT_PORT) : HostPort.parse(first);
        if (address == null || address.host().isEmpty() || address.host().indexOf('@') >= 0) {
            return null;
        }
        return new JdbcUrl(text, address.orPort(DEFAULT_PORT), decode(database));
    }

    /** The first of {@link #RESERVED} among a URL's parameters, or null. */
    static @Nullable String reserved(String text) {
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
        String shown = withoutParameters(text);
        return shown.length() == text.length() ? shown : shown + "?…";
    }
}
