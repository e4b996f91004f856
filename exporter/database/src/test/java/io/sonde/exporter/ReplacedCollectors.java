package io.sonde.exporter;

import io.sonde.exporter.config.JdbcUrl;
import io.sonde.exporter.config.TargetConfig;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.DatabaseSystem;
import io.sonde.exporter.scrape.Guard;
import io.sonde.exporter.scrape.Login;
import io.sonde.exporter.scrape.Purpose;
import io.sonde.exporter.scrape.Sampler;
import io.sonde.exporter.scrape.Server;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.StatusMetrics;
import io.sonde.exporter.scrape.TargetSetup;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A kind of database with other collectors than its own. */
record ReplacedCollectors(DatabaseSystem system, List<Collector> collectors, List<Sampler<?>> samplers)
        implements DatabaseSystem {

    @Override
    public String name() {
        return system.name();
    }

    @Override
    public boolean serves(JdbcUrl url) {
        return true;
    }

    @Override
    public StatusMetrics status() {
        return system.status();
    }

    @Override
    public Login login(TargetConfig target, String database, Purpose purpose, boolean plain) {
        return system.login(target, database, purpose, plain);
    }

    @Override
    public boolean refusedSettings(SQLException failure) {
        return system.refusedSettings(failure);
    }

    @Override
    public Server recognise(Connection connection) throws SQLException {
        return system.recognise(connection);
    }

    @Override
    public Guard guard(Session session, TargetConfig target, long millis) throws SQLException {
        return system.guard(session, target, millis);
    }

    @Override
    public List<String> databases(Connection connection) throws SQLException {
        return system.databases(connection);
    }

    @Override
    public List<Collector> collectors(TargetSetup setup) {
        return collectors;
    }

    @Override
    public List<Sampler<?>> samplers(TargetSetup setup) {
        return samplers;
    }
}
