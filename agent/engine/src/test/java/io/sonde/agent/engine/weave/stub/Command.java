package io.sonde.agent.engine.weave.stub;

import java.io.Serializable;
import java.sql.SQLException;

/** Looks like a statement by its methods, and is none. */
public class Command implements Serializable {

    private static final long serialVersionUID = 1;

    public boolean execute(String sql) throws SQLException {
        return sql.isEmpty();
    }
}
