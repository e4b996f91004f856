package io.sonde.exporter.config;

import org.jspecify.annotations.Nullable;

/**
 * A host, and a port if one is named.
 *
 * @param host a name or an address; an IPv6 address without brackets; may be empty where "every address" is meant
 * @param port 0 to 65535, or -1 when none was named
 */
public record HostPort(String host, int port) {

    /** Reads {@code host}, {@code host:port}, {@code :port}, {@code [::1]:port}; null when it is none of these. */
    static @Nullable HostPort parse(String text) {
        String host = text;
        String port = "";
        int colon = text.lastIndexOf(':');
        if (text.startsWith("[")) {
            int close = text.indexOf(']');
            if (close < 0) {
                return null;
            }
            host = text.substring(1, close);
            String rest = text.substring(close + 1);
            if (!rest.isEmpty() && !rest.startsWith(":")) {
                return null;
            }
            port = rest.isEmpty() ? "" : rest.substring(1);
            if (!rest.isEmpty() && port.isEmpty()) {
                return null;
            }
        } else if (colon >= 0) {
            host = text.substring(0, colon);
            port = text.substring(colon + 1);
            if (port.isEmpty() || host.indexOf(':') >= 0) {
                return null;
            }
        }
        if (host.indexOf(' ') >= 0 || host.indexOf('/') >= 0) {
            return null;
        }
        if (port.isEmpty()) {
            return host.isEmpty() ? null : new HostPort(host, -1);
        }
        return parsePort(host, port);
    }

    /** Reads an address to listen on: the host may be missing, the port may not. Null when it is none. */
    public static @Nullable HostPort toListenOn(String text) {
        HostPort address = parse(text);
        return address == null || address.port() < 0 ? null : address;
    }

    private static @Nullable HostPort parsePort(String host, String port) {
        if (port.length() > 5 || !port.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        int number = Integer.parseInt(port);
        return number > 65_535 ? null : new HostPort(host, number);
    }

    /** This, with the given port where none was named. */
    public HostPort orPort(int fallback) {
        return port >= 0 ? this : new HostPort(host, fallback);
    }

    @Override
    public String toString() {
        String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port < 0 ? shown : shown + ":" + port;
    }
}
