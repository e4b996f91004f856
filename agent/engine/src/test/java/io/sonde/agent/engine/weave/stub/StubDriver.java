package io.sonde.agent.engine.weave.stub;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Connects to nothing. */
public abstract class StubDriver implements Driver {

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        if (url.contains("refused")) {
            throw new SQLException("refused", "08001");
        }
        return url.contains("another") ? null : New.of(StubConnection.class, url);
    }
}
