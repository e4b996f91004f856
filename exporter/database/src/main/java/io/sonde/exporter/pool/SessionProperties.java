package io.sonde.exporter.pool;

import io.sonde.exporter.config.TargetConfig;
import java.time.Duration;
import java.util.Properties;

/** What a session on PostgreSQL is opened with, so that it can neither write nor hurt. */
final class SessionProperties {

    static final String APPLICATION_NAME = "sonde-exporter";
    /** How long an answer may be late before the network is given up, beyond the server's own limit. */
    private static final Duration NETWORK_GRACE = Duration.ofSeconds(2);

    private SessionProperties() {}

    static Properties of(TargetConfig target, String password) {
        Properties properties = new Properties();
        if (!target.username().isEmpty()) {
            properties.setProperty("user", target.username());
        }
        if (!password.isEmpty()) {
            properties.setProperty("password", password);
        }
        properties.setProperty("ApplicationName", APPLICATION_NAME);
        properties.setProperty("assumeMinServerVersion", "14");
        properties.setProperty("readOnly", "true");
        properties.setProperty("tcpKeepAlive", "true");
        // The driver takes whole seconds here; loginTimeout bounds the whole of name look-up, connecting and logging
        // in.
        properties.setProperty("connectTimeout", Long.toString(wholeSeconds(target.connectTimeout())));
        properties.setProperty(
                "loginTimeout", Double.toString(target.connectTimeout().toMillis() / 1000.0));
        properties.setProperty(
                "socketTimeout",
                Long.toString(wholeSeconds(target.statementTimeout().plus(NETWORK_GRACE))));
        // Of settings given twice the server takes the last. In a URL, options would replace these.
        String options = target.url().options();
        properties.setProperty(
                "options",
                (options.isEmpty() ? "" : options + " ")
                        + "-c default_transaction_read_only=on -c statement_timeout="
                        + target.statementTimeout().toMillis() + " -c lock_timeout="
                        + target.lockTimeout().toMillis());
        return properties;
    }

    private static long wholeSeconds(Duration duration) {
        return (duration.toMillis() + 999) / 1000;
    }
}
