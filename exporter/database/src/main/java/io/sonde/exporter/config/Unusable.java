package io.sonde.exporter.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says why a URL cannot be used, without showing what may be a password in it. */
final class Unusable {

    private static final Pattern SUBPROTOCOL = Pattern.compile("jdbc:([a-zA-Z0-9_+.-]{1,30}):.*", Pattern.DOTALL);

    private Unusable() {}

    static String url(String text) {
        Matcher matcher = SUBPROTOCOL.matcher(text);
        if (!matcher.matches()) {
            return "found a text that does not begin with jdbc:";
        }
        String reserved = JdbcUrl.reserved(text);
        return reserved == null
                ? "found a server that is not host or host:port"
                : "found the parameter " + reserved + ", which the exporter sets itself; see connect_timeout and"
                        + " statement_timeout";
    }
}
