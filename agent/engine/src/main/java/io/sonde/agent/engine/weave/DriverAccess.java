package io.sonde.agent.engine.weave;

import io.sonde.agent.bootstrap.jdbc.JdbcAccess;
import io.sonde.agent.bootstrap.jdbc.WovenConnection;
import io.sonde.agent.bootstrap.weave.UnwovenClasses;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Asks JDBC objects what the bootstrap part cannot ask. Only what drivers answer from memory; one that fails to has not answered. */
final class DriverAccess implements JdbcAccess {

    @Override
    public @Nullable Object connection(Object statement) {
        try {
            return statement instanceof Statement asked ? asked.getConnection() : null;
        } catch (SQLException | RuntimeException | Error noAnswer) {
            return null;
        }
    }

    @Override
    public boolean isPrepared(Object statement) {
        return statement instanceof PreparedStatement;
    }

    @Override
    public @Nullable String url(Object connection) {
        try {
            DatabaseMetaData metadata = connection instanceof Connection asked ? asked.getMetaData() : null;
            return metadata == null ? null : metadata.getURL();
        } catch (SQLException | RuntimeException | Error noAnswer) {
            return null;
        }
    }

    @Override
    public @Nullable String product(Object connection) {
        try {
            DatabaseMetaData metadata = connection instanceof Connection asked ? asked.getMetaData() : null;
            return metadata == null
                    ? null
                    : metadata.getDatabaseProductName() + " " + metadata.getDatabaseProductVersion();
        } catch (SQLException | RuntimeException | Error noAnswer) {
            return null;
        }
    }

    @Override
    public @Nullable String host(Object connection) {
        try {
            return ConnectedHost.of(connection);
        } catch (ReflectiveOperationException | RuntimeException | Error noAnswer) {
            return null;
        }
    }

    @Override
    public @Nullable WovenConnection unwrapped(Object connection) {
        try {
            return connection instanceof Proxy && connection instanceof Connection asked
                    ? asked.unwrap(WovenConnection.class)
                    : null;
        } catch (SQLException | RuntimeException | Error notInside) {
            return null;
        }
    }

    @Override
    public void unwoven(Object statement) {
        if (!(statement instanceof Proxy)) {
            UnwovenClasses.because(
                    statement.getClass().getName(),
                    false,
                    true,
                    "was not recognised as a class of JDBC when it was loaded");
        }
    }

    @Override
    public @Nullable String sqlState(Throwable failure) {
        try {
            return failure instanceof SQLException sql ? sql.getSQLState() : null;
        } catch (RuntimeException | Error noAnswer) {
            return null;
        }
    }

    @Override
    public @Nullable Integer vendorCode(Throwable failure) {
        try {
            return failure instanceof SQLException sql ? sql.getErrorCode() : null;
        } catch (RuntimeException | Error noAnswer) {
            return null;
        }
    }
}
