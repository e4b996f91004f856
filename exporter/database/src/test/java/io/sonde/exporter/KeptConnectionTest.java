package io.sonde.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.CollectorRegistry;
import io.sonde.exporter.config.ExporterConfigReader;
import io.sonde.exporter.config.TargetConfig;
import io.sonde.exporter.pool.Drivers;
import io.sonde.exporter.pool.PoolShare;
import io.sonde.exporter.pool.TargetPool;
import io.sonde.exporter.postgres.Plans;
import io.sonde.exporter.postgres.PostgresSystem;
import io.sonde.exporter.postgres.QueryTexts;
import io.sonde.exporter.scrape.Purpose;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has the connection that a target's pool keeps, on a real server. */
@SuppressWarnings("NullAway.Init") // Set by JUnit.
class KeptConnectionTest {

    private TestServer server;
    private PoolShare share;
    private TargetPool pool;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server = TestServer.start();
        server.sql("CREATE DATABASE second");
        Path file = Files.writeString(
                folder.resolve("sonde.yml"),
                "targets: [{name: shop, url: '%s', username: sonde, password: %s}]"
                        .formatted(server.url(), TestServer.PASSWORD));
        TargetConfig target =
                new ExporterConfigReader(Map.of()).read(file).targets().get(0);
        share = new PoolShare(new CollectorRegistry(), Drivers.builtIn());
        pool = share.open(target, new PostgresSystem(new QueryTexts(1), new Plans()));
    }

    @AfterEach
    void stop() throws Exception {
        pool.close();
        share.close();
        server.close();
    }

    @Test
    void aRoundBorrowsTheConnectionOfScrapesWhenItIsFree() throws SQLException {
        int kept;
        try (Connection scrape = pool.connect()) {
            kept = process(scrape);
        }
        try (Connection round = pool.open("", Purpose.ROUND)) {
            assertThat(process(round)).isEqualTo(kept);
        }
        try (Connection round = pool.open("second", Purpose.ROUND);
                Connection scrape = pool.connect()) {
            assertThat(process(round)).isNotEqualTo(kept);
            assertThat(process(scrape)).isEqualTo(kept);
        }
    }

    @Test
    void neitherWaitsForTheOther() throws SQLException {
        try (Connection scrape = pool.connect();
                Connection round = pool.open("", Purpose.ROUND)) {
            assertThat(process(round)).isNotEqualTo(process(scrape));
        }
        try (Connection round = pool.open("", Purpose.ROUND);
                Connection scrape = pool.connect()) {
            assertThat(process(round)).isNotEqualTo(process(scrape));
        }
    }

    @Test
    void aRoundWhoseKeptConnectionIsDeadGetsAnother() throws SQLException {
        pool.connect().close();
        // A pool looks whether a connection is well only when that has not been used for half a second.
        LockSupport.parkNanos(Duration.ofMillis(700).toNanos());
        server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sonde-exporter'");
        try (Connection round = pool.open("", Purpose.ROUND)) {
            assertThat(process(round)).isPositive();
        }
        try (Connection scrape = pool.connect()) {
            assertThat(process(scrape)).isPositive();
        }
    }

    private static int process(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            assertThat(row.next()).isTrue();
            return row.getInt(1);
        }
    }
}
