package io.sonde.exporter.pool;

import io.sonde.exporter.config.TargetConfig;
import io.sonde.exporter.scrape.DatabaseSystem;
import io.sonde.exporter.scrape.Login;
import io.sonde.exporter.scrape.Purpose;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Opens connections to one target, each with the password of the moment.
 *
 * <p>Any thread may call it; {@link #open} blocks up to the target's connect time-out.
 */
final class Door {

    private final TargetConfig target;
    private final DatabaseSystem system;
    private final Drivers drivers;
    /** The server, or what stands before it, does not take the settings that a login comes with. */
    private volatile boolean plain;

    Door(TargetConfig target, DatabaseSystem system, Drivers drivers) {
        this.target = target;
        this.system = system;
        this.drivers = drivers;
    }

    /** @param database empty for that of the target's URL */
    Connection open(String database, Purpose purpose) throws SQLException {
        boolean wasPlain = plain;
        try {
            return open(database, purpose, wasPlain);
        } catch (SQLException e) {
            if (wasPlain || !system.refusedSettings(e)) {
                throw e;
            }
        }
        Connection connection = open(database, purpose, true);
        plain = true;
        return connection;
    }

    private Connection open(String database, Purpose purpose, boolean withoutSettings) throws SQLException {
        Login login = system.login(target, database, purpose, withoutSettings);
        Properties properties = new Properties();
        properties.putAll(login.properties());
        target.properties().forEach(properties::setProperty);
        if (!target.username().isEmpty()) {
            properties.setProperty("user", target.username());
        }
        String password = password();
        if (!password.isEmpty()) {
            properties.setProperty("password", password);
        }
        Connection connection = drivers.connect(login.url(), properties);
        try {
            system.prepare(connection, target, purpose);
        } catch (SQLException | RuntimeException e) {
            close(connection, e);
            throw e;
        }
        return connection;
    }

    private String password() throws SQLException {
        try {
            return target.password().current();
        } catch (IOException e) {
            throw new SQLException("cannot read " + target.password(), "28000", e);
        }
    }

    private static void close(Connection connection, Exception failure) {
        try {
            connection.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
