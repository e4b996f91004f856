package io.sonde.verify.matrix.app;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.commons.dbcp2.DelegatingStatement;
import org.jspecify.annotations.Nullable;

/** Finds out where a text is to run when it is executed, and makes the statement for it only then. */
final class TwoSourceStatement extends DelegatingStatement {

    private final TwoSourceConnection owner;
    private @Nullable Statement reading;

    TwoSourceStatement(TwoSourceConnection owner, Statement writing) {
        super(owner, writing);
        this.owner = owner;
    }

    @Override
    public ResultSet executeQuery(String sql) throws SQLException {
        Statement open = reading;
        if (open == null) {
            open = owner.route(sql).createStatement();
            reading = open;
        }
        return open.executeQuery(sql);
    }

    @Override
    public void close() throws SQLException {
        Statement open = reading;
        reading = null;
        if (open != null) {
            open.close();
        }
        super.close();
    }
}
