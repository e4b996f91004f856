package io.sonde.exporter.postgres;

import io.sonde.exporter.config.TargetConfig;
import io.sonde.exporter.scrape.Login;
import io.sonde.exporter.scrape.Purpose;
import java.time.Duration;
import java.util.Properties;

/** What a session on PostgreSQL is opened with, so that it can neither write nor hurt. */
final class PostgresLogin {

    /*
     * The settings travel as the start-up parameter "options", so that they hold from the first statement on and cost no round trip.
     * PgBouncer refuses that parameter or, if told so, drops it; then a plain login is made, and each collector gets a transaction
     * with settings of its own (PostgresGuard). Whether the settings arrived is told by a setting of ours among them: an error
     * message would not tell when they were dropped.
     */

    /** A setting that means nothing to the server; a session has it only if the settings arrived. */
    static final String MARK = "sonde.session";

    static final String MARKED = "limited";

    static final String APPLICATION_NAME = "sonde-exporter";

    /** With it the driver looks for a primary or a replica, and takes any session that is read-only for a replica's. */
    private static final String ROLE_WANTED = "targetServerType";

    private PostgresLogin() {}

    static Login of(TargetConfig target, String database, Purpose purpose, boolean plain) {
        Duration statement = purpose.statementTimeout(target);
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", APPLICATION_NAME);
        properties.setProperty("readOnly", "true");
        properties.setProperty("tcpKeepAlive", "true");
        // The driver takes whole seconds here; loginTimeout bounds the whole of name look-up, connecting and logging
        // in.
        properties.setProperty("connectTimeout", Long.toString(wholeSeconds(target.connectTimeout())));
        properties.setProperty(
                "loginTimeout", Double.toString(target.connectTimeout().toMillis() / 1000.0));
        // Who runs a statement waits for who cancels it; on a dead network that would be ten seconds.
        properties.setProperty("cancelSignalTimeout", Long.toString(wholeSeconds(target.connectTimeout())));
        properties.setProperty("socketTimeout", Long.toString(wholeSeconds(statement.plus(Purpose.NETWORK_GRACE))));
        if (purpose != Purpose.SAMPLE) {
            // A plain statement travels as it is, see PlansCollector; prepared ones as ever. Rounds borrow connections
            // of scrapes.
            properties.setProperty("preferQueryMode", "extendedForPrepared");
        }
        if (purpose == Purpose.SCRAPE) {
            // What is prepared is asked for at every scrape, so it is kept from the first time on, and numbers come as
            // they are, not as text.
            properties.setProperty("prepareThreshold", "-1");
        }
        if (plain) {
            // A statement that the driver prepared on one session would be looked for on another.
            properties.setProperty("prepareThreshold", "0");
        } else {
            properties.setProperty("assumeMinServerVersion", "14");
            // Of settings given twice the server takes the last. In a URL, options would replace these.
            String options = target.url().options();
            String readOnly = "-c default_transaction_read_only=on ";
            if (wantsRole(target)) {
                // So the session becomes read-only after the driver has chosen its server, for one round trip more.
                properties.setProperty("readOnlyMode", "always");
                readOnly = "";
            }
            properties.setProperty(
                    "options",
                    (options.isEmpty() ? "" : options + " ")
                            + readOnly + "-c statement_timeout="
                            + statement.toMillis() + " -c lock_timeout="
                            + target.lockTimeout().toMillis() + " -c " + MARK + "=" + MARKED);
        }
        String url = database.isEmpty()
                ? target.url().withoutOptions()
                : target.url().inDatabase(database);
        return new Login(url, properties);
    }

    private static boolean wantsRole(TargetConfig target) {
        return target.url().text().contains(ROLE_WANTED + "=")
                || target.properties().containsKey(ROLE_WANTED);
    }

    private static long wholeSeconds(Duration duration) {
        return (duration.toMillis() + 999) / 1000;
    }
}
