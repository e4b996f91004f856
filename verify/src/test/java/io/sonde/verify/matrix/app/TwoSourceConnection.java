package io.sonde.verify.matrix.app;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.DelegatingConnection;
import org.apache.commons.dbcp2.DelegatingPreparedStatement;
import org.jspecify.annotations.Nullable;

/** What applications write by hand: reads go to one source, all else to another, which the first read opens. */
final class TwoSourceConnection extends DelegatingConnection<Connection> {

    private final DataSource readSource;
    private @Nullable Connection reading;

    TwoSourceConnection(Connection writing, DataSource readSource) {
        super(writing);
        this.readSource = readSource;
    }

    /** The connection that a text is to run on. Within a transaction, the writing one. */
    Connection route(String sql) throws SQLException {
        if (!sql.startsWith("select") || !getAutoCommit()) {
            return getDelegateInternal();
        }
        Connection open = reading;
        if (open == null) {
            open = readSource.getConnection();
            reading = open;
        }
        return open;
    }

    @Override
    public Statement createStatement() throws SQLException {
        return new TwoSourceStatement(this, super.createStatement());
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        return new DelegatingPreparedStatement(this, route(sql).prepareStatement(sql));
    }

    @Override
    public void close() throws SQLException {
        Connection open = reading;
        reading = null;
        if (open != null) {
            open.close();
        }
        super.close();
    }
}
