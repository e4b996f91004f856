package io.sonde.agent.engine.weave.stub;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Connects through another driver, as p6spy does. */
public abstract class WrapperDriver implements Driver {

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        Connection real = New.of(StubDriver.class).connect(url.replace("wrapped:", ""), info);
        return real == null ? null : New.of(PoolConnection.class, real);
    }
}
