package io.sonde.agent.engine.weave;

import io.sonde.agent.bootstrap.jdbc.JdbcAccess;
import io.sonde.agent.bootstrap.jdbc.WovenConnection;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Asks JDBC objects what the bootstrap part cannot ask. Only what drivers answer from memory. */
final class DriverAccess implements JdbcAccess {

    @Override
    public @Nullable Object connection(Object statement) {
        try {
            return statement instanceof Statement asked ? asked.getConnection() : null;
        } catch (SQLException closed) {
            return null;
        }
    }

    @Override
    public @Nullable String url(Object connection) {
        try {
            DatabaseMetaData metadata = connection instanceof Connection asked ? asked.getMetaData() : null;
            return metadata == null ? null : metadata.getURL();
        } catch (SQLException closed) {
            return null;
        }
    }

    @Override
    public @Nullable WovenConnection unwrapped(Object connection) {
        try {
            return connection instanceof Proxy && connection instanceof Connection asked
                    ? asked.unwrap(WovenConnection.class)
                    : null;
        } catch (SQLException | RuntimeException notInside) {
            return null;
        }
    }

    @Override
    public @Nullable String sqlState(Throwable failure) {
        return failure instanceof SQLException sql ? sql.getSQLState() : null;
    }

    @Override
    public @Nullable Integer vendorCode(Throwable failure) {
        return failure instanceof SQLException sql ? sql.getErrorCode() : null;
    }
}
