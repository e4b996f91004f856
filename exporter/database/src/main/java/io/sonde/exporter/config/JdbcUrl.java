package io.sonde.exporter.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC URL, with what metrics need to know of it. Printed without its parameters, which may hold a password.
 *
 * @param text the URL for the driver
 * @param address the first server's host and port
 * @param database the name of the database; empty when the URL leaves it to the driver
 */
public record JdbcUrl(String text, HostPort address, String database) {

    static final String PREFIX = "jdbc:postgresql:";
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
