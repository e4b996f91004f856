package io.sonde.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.client.CollectorRegistry;
import io.sonde.exporter.config.ExporterConfigReader;
import io.sonde.exporter.config.TargetConfig;
import io.sonde.exporter.pool.Drivers;
import io.sonde.exporter.pool.PoolShare;
import io.sonde.exporter.pool.TargetPool;
import io.sonde.exporter.postgres.Plans;
import io.sonde.exporter.postgres.PostgresSystem;
import io.sonde.exporter.postgres.QueryTexts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the exporter's sessions are like, whatever stands in a target's URL. */
@SuppressWarnings("NullAway.Init") // Set by JUnit.
class SessionTest {

    @TempDir
    private Path folder;

    @Test
    void optionsOfTheUrlDoNotTakeAwayWhatProtectsTheServer() throws Exception {
        try (TestServer server = TestServer.start();
                PoolShare share = new PoolShare(new CollectorRegistry(), Drivers.builtIn());
                TargetPool pool = share.open(
                        target(server.url()
                                + "?options=-c%20work_mem=3MB%20-c%20statement_timeout=0%20-c%20lock_timeout=0"
                                + "%20-c%20default_transaction_read_only=off&ApplicationName=mine"),
                        new PostgresSystem(new QueryTexts(1), new Plans()));
                Connection connection = pool.connect()) {
            assertThat(show(connection, "work_mem")).isEqualTo("3MB");
            assertThat(show(connection, "statement_timeout")).isEqualTo("4s");
            assertThat(show(connection, "lock_timeout")).isEqualTo("150ms");
            assertThat(show(connection, "default_transaction_read_only")).isEqualTo("on");
            assertThat(show(connection, "transaction_read_only")).isEqualTo("on");
            assertThat(show(connection, "application_name")).isEqualTo("mine");
            assertThatThrownBy(() -> run(connection, "CREATE TABLE mine (id int)"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("read-only");
        }
    }

    private TargetConfig target(String url) throws Exception {
        Path file = Files.writeString(folder.resolve("sonde.yml"), """
                targets:
                  - {name: shop, url: '%s', username: sonde, password: %s, statement_timeout: 4s, lock_timeout: 150ms}
                """.formatted(url, TestServer.PASSWORD));
        return new ExporterConfigReader(Map.of()).read(file).targets().get(0);
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + setting)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
