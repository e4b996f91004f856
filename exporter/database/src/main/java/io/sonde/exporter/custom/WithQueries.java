package io.sonde.exporter.custom;

import io.sonde.exporter.config.JdbcUrl;
import io.sonde.exporter.config.QueryConfig;
import io.sonde.exporter.config.TargetConfig;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.DatabaseSystem;
import io.sonde.exporter.scrape.Guard;
import io.sonde.exporter.scrape.Login;
import io.sonde.exporter.scrape.Purpose;
import io.sonde.exporter.scrape.Reason;
import io.sonde.exporter.scrape.Sampler;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Server;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.StatusMetrics;
import io.sonde.exporter.scrape.TargetLabels;
import io.sonde.exporter.scrape.TargetSetup;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A kind of database, with users' queries after its own collectors.
 *
 * @param queries those that are for the target
 * @param scheduler ends the queries that take too long
 */
public record WithQueries(DatabaseSystem system, List<QueryConfig> queries, ScheduledExecutorService scheduler)
        implements DatabaseSystem {

    public WithQueries {
        queries = List.copyOf(queries);
    }

    @Override
    public List<Collector> collectors(TargetSetup setup) {
        List<Collector> all = new ArrayList<>(system.collectors(setup));
        for (QueryConfig query : queries) {
            if (query.systems().includes(setup.config().url().system())) {
                all.add(new QueryCollector(query, setup.labels(), scheduler));
            }
        }
        return all;
    }

    @Override
    public String name() {
        return system.name();
    }

    @Override
    public boolean serves(JdbcUrl url) {
        return system.serves(url);
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
    public void prepare(Connection connection, TargetConfig target, Purpose purpose) throws SQLException {
        system.prepare(connection, target, purpose);
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
    public List<Sampler<?>> samplers(TargetSetup setup) {
        return system.samplers(setup);
    }

    @Override
    public void describe(Server server, TargetLabels labels, Samples page) {
        system.describe(server, labels, page);
    }

    @Override
    public Reason reason(SQLException failure) {
        return system.reason(failure);
    }

    @Override
    public boolean connectionLost(SQLException failure) {
        return system.connectionLost(failure);
    }

    @Override
    public String grants() {
        return system.grants();
    }

    @Override
    public String remedy(Reason reason, TargetConfig target) {
        return system.remedy(reason, target);
    }
}
