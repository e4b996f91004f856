package io.sonde.exporter.mysql;

import io.sonde.core.metric.MysqlMetrics;
import io.sonde.exporter.config.JdbcUrl;
import io.sonde.exporter.config.TargetConfig;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.DatabaseSystem;
import io.sonde.exporter.scrape.Guard;
import io.sonde.exporter.scrape.Login;
import io.sonde.exporter.scrape.Purpose;
import io.sonde.exporter.scrape.Reason;
import io.sonde.exporter.scrape.Server;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.StatusMetrics;
import io.sonde.exporter.scrape.TargetSetup;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** MySQL 8 and newer, MariaDB 10.6 and newer; which of the two it is, the server says. */
public final class MysqlSystem implements DatabaseSystem {

    private static final StatusMetrics STATUS = new StatusMetrics(
            MysqlMetrics.UP,
            MysqlMetrics.COLLECTOR_SUCCESS,
            MysqlMetrics.COLLECTOR_DURATION,
            MysqlMetrics.LAST_SCRAPE_ERROR);

    private static final int STILL_TX_READ_ONLY = 110_101;
    private static final int KEEPS_STATISTICS = 80_000;

    @Override
    public String name() {
        return MysqlVersion.MYSQL;
    }

    @Override
    public boolean serves(JdbcUrl url) {
        return url.subprotocol().equals(MysqlVersion.MYSQL) || url.subprotocol().equals(MysqlVersion.MARIADB);
    }

    @Override
    public StatusMetrics status() {
        return STATUS;
    }

    @Override
    public Login login(TargetConfig target, String database, Purpose purpose, boolean plain) {
        return MysqlLogin.of(target, purpose);
    }

    /** In one round trip: no writing, and an end to whatever takes too long or waits for a lock. */
    @Override
    public void prepare(Connection connection, TargetConfig target, Purpose purpose) throws SQLException {
        MysqlVersion version = MysqlVersion.parse(connection.getMetaData().getDatabaseProductVersion());
        long lockSeconds = Math.max(1, target.lockTimeout().toSeconds());
        String readOnly =
                version.mariaDb() && version.number() < STILL_TX_READ_ONLY ? "tx_read_only" : "transaction_read_only";
        // Otherwise MySQL tells sizes and AUTO_INCREMENT values as somebody saw them up to a day ago.
        String fresh = version.mysql(KEEPS_STATISTICS) ? ", SESSION information_schema_stats_expiry = 0" : "";
        execute(
                connection,
                "SET SESSION " + readOnly + " = 1" + fresh + ", SESSION lock_wait_timeout = " + lockSeconds
                        + ", SESSION innodb_lock_wait_timeout = " + lockSeconds + ", SESSION "
                        + statementLimit(
                                version.mariaDb(),
                                purpose.statementTimeout(target).toMillis()));
    }

    @Override
    public Server recognise(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String text;
            boolean replica;
            try (ResultSet row = statement.executeQuery("SELECT VERSION(), @@global.read_only")) {
                if (!row.next()) {
                    throw new SQLException("the server does not say what it is");
                }
                text = row.getString(1);
                replica = row.getBoolean(2);
            }
            MysqlVersion version = MysqlVersion.parse(text);
            return new Server(version.system(), version.number(), text, version.shortText(), replica, 0, true);
        }
    }

    @Override
    public Guard guard(Session session, TargetConfig target, long millis) throws SQLException {
        long usual = session.purpose().statementTimeout(target).toMillis();
        if (millis >= usual) {
            return Guard.NONE;
        }
        boolean mariaDb = MysqlVersion.of(session).mariaDb();
        execute(session.connection(), "SET SESSION " + statementLimit(mariaDb, millis));
        return () -> execute(session.connection(), "SET SESSION " + statementLimit(mariaDb, usual));
    }

    @Override
    public List<Collector> collectors(TargetSetup setup) {
        return MysqlCollectors.of(setup.labels(), setup.config().limits());
    }

    @Override
    public Reason reason(SQLException failure) {
        Reason reason = MysqlErrors.reason(failure);
        return reason == null ? Reason.of(failure) : reason;
    }

    @Override
    public boolean connectionLost(SQLException failure) {
        return MysqlErrors.connectionLost(failure) || Reason.connectionLost(failure);
    }

    @Override
    public String remedy(Reason reason, TargetConfig target) {
        return switch (reason) {
            case PRIVILEGE_MISSING -> "what 'grants mysql' prints";
            case TOO_MANY_CONNECTIONS -> "max_connections";
            case NOT_ACCEPTING_CONNECTIONS -> "FLUSH HOSTS, if the server blocks this host";
            default -> "";
        };
    }

    @Override
    public String grants() {
        return MysqlGrants.SQL;
    }

    /** MySQL's limit holds for queries that read, in milliseconds; MariaDB's for all, in seconds. */
    private static String statementLimit(boolean mariaDb, long millis) {
        long positive = Math.max(1, millis);
        return mariaDb ? "max_statement_time = " + positive / 1000.0 : "max_execution_time = " + positive;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
