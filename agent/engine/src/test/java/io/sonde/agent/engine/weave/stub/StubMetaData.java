package io.sonde.agent.engine.weave.stub;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Knows its URL, and asks the database by statements of its own, as real drivers do. */
public abstract class StubMetaData implements DatabaseMetaData {

    private final StubConnection connection;

    public StubMetaData(StubConnection connection) {
        this.connection = connection;
    }

    @Override
    public String getURL() {
        return connection.url();
    }

    @Override
    @SuppressWarnings("resource") // Ends with the connection, as in real drivers.
    public ResultSet getTables(
            @Nullable String catalog, @Nullable String schema, @Nullable String table, String @Nullable [] types)
            throws SQLException {
        Statement statement = connection.createStatement();
        ResultSet first = Objects.requireNonNull(statement.executeQuery("select version from catalog limit 1"));
        first.next();
        first.close();
        return Objects.requireNonNull(connection.createStatement().executeQuery("select name from tables limit 3"));
    }
}
