package io.sonde.benchmarks.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;

/** Answers what agents ask about a connection. */
public abstract class StubDatabaseMetaData implements DatabaseMetaData {

    private final Connection connection;

    public StubDatabaseMetaData(StubConnection connection) {
        this.connection = connection;
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public String getURL() {
        return StubDataSource.URL;
    }

    @Override
    public String getUserName() {
        return "stub";
    }

    @Override
    public String getDatabaseProductName() {
        return "PostgreSQL";
    }
}
