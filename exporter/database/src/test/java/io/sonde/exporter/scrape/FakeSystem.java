package io.sonde.exporter.scrape;

import io.sonde.core.metric.PostgresMetrics;
import io.sonde.core.metric.TargetMetrics;
import io.sonde.exporter.config.JdbcUrl;
import io.sonde.exporter.config.TargetConfig;
import java.sql.Connection;
import java.util.List;
import java.util.Properties;

/** A kind of database without a server. */
class FakeSystem implements DatabaseSystem {

    private final List<Collector> collectors;

    FakeSystem(List<Collector> collectors) {
        this.collectors = collectors;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public boolean serves(JdbcUrl url) {
        return true;
    }

    @Override
    public StatusMetrics status() {
        return new StatusMetrics(
                PostgresMetrics.UP,
                TargetMetrics.COLLECTOR_SUCCESS,
                TargetMetrics.COLLECTOR_DURATION,
                TargetMetrics.LAST_SCRAPE_ERROR);
    }

    @Override
    public Login login(TargetConfig target, String database, Purpose purpose, boolean plain) {
        return new Login(target.url().text(), new Properties());
    }

    @Override
    public Server recognise(Connection connection) {
        return new Server("fake", 10_000, "fake 1", "1.0.0", false, 0, true);
    }

    @Override
    public List<Collector> collectors(TargetSetup setup) {
        return collectors;
    }
}
