package io.sonde.exporter.custom;

import io.sonde.core.metric.TargetMetrics;
import io.sonde.exporter.config.JdbcUrl;
import io.sonde.exporter.config.TargetConfig;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.DatabaseSystem;
import io.sonde.exporter.scrape.Login;
import io.sonde.exporter.scrape.Purpose;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Server;
import io.sonde.exporter.scrape.StatusMetrics;
import io.sonde.exporter.scrape.TargetLabels;
import io.sonde.exporter.scrape.TargetSetup;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/** Any database with a JDBC driver. What it knows of it is what every driver tells. */
public final class JdbcSystem implements DatabaseSystem {

    private static final StatusMetrics STATUS = new StatusMetrics(
            TargetMetrics.DB_UP,
            TargetMetrics.DB_COLLECTOR_SUCCESS,
            TargetMetrics.DB_COLLECTOR_DURATION,
            TargetMetrics.DB_LAST_SCRAPE_ERROR);

    private static final String SQLITE_READ_ONLY = "1";

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public boolean serves(JdbcUrl url) {
        return true;
    }

    @Override
    public StatusMetrics status() {
        return STATUS;
    }

    @Override
    public Login login(TargetConfig target, String database, Purpose purpose, boolean plain) {
        Properties properties = new Properties();
        if (target.url().subprotocol().equals("sqlite")) {
            // Its driver takes this when it opens the file, and not later.
            properties.setProperty("open_mode", SQLITE_READ_ONLY);
        }
        return new Login(target.url().text(), properties);
    }

    @Override
    public void prepare(Connection connection, TargetConfig target, Purpose purpose) throws SQLException {
        if (!connection.isReadOnly()) {
            connection.setReadOnly(true);
        }
    }

    @Override
    public Server recognise(Connection connection) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        int major = data.getDatabaseMajorVersion();
        int minor = data.getDatabaseMinorVersion();
        String product = data.getDatabaseProductName() + " " + data.getDatabaseProductVersion();
        return new Server(
                system(connection), major * 10_000 + minor * 100, product, major + "." + minor, false, 0, false);
    }

    /** The URL's word stands: products name themselves as they like. */
    private static String system(Connection connection) throws SQLException {
        return JdbcUrl.systemOf(String.valueOf(connection.getMetaData().getURL()));
    }

    @Override
    public List<Collector> collectors(TargetSetup setup) {
        return List.of();
    }

    @Override
    public void describe(Server server, TargetLabels labels, Samples page) {
        page.add(
                TargetMetrics.DB_VERSION,
                labels.with("version", server.fullVersion(), "short_version", server.shortVersion()),
                1);
    }
}
