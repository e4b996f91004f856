package io.sonde.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.core.sql.Dialect;
import io.sonde.core.sql.Notation;
import io.sonde.core.sql.QueryId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The exporter on a real PostgreSQL that stays up.
 *
 * <p>One class, because that server is started once for all of its tests.
 */
@SuppressWarnings("NullAway.Init") // Set by JUnit.
class ExporterTest {

    private static TestServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startServer() throws IOException, SQLException {
        server = TestServer.start();
        server.sql(
                "CREATE EXTENSION pg_stat_statements",
                "CREATE TABLE orders (id int PRIMARY KEY, customer text)",
                "INSERT INTO orders SELECT i, 'c' || i FROM generate_series(1, 100) i",
                "CREATE ROLE weak LOGIN PASSWORD 'weak-secret'",
                "CREATE DATABASE bare");
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @BeforeEach
    void resetStatements() throws SQLException {
        server.sql("SELECT pg_stat_statements_reset()");
    }

    private String target(String name, String more) {
        return "  - {name: " + name + ", url: '" + server.url() + "', username: sonde, password: " + TestServer.PASSWORD
                + more + "}\n";
    }

    @Test
    void aWholePage() throws Exception {
        String yaml = "targets:\n" + target("shop", ", aliases: [localhost, 'proxy:6432'], labels: {team: blue}");
        try (TestExporter exporter = TestExporter.start(folder, yaml)) {
            Page page = exporter.scrape();
            server.sql("SELECT count(*) FROM orders WHERE id < 3");
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            do {
                page = exporter.scrape();
                // Some collectors run in the background, the first time soon after the start.
            } while (System.nanoTime() < deadline
                    && page.values("pg_scrape_collector_success").contains(0.0));
            String port = Integer.toString(server.port());
            assertThat(page.text()
                            .lines()
                            .filter(line -> line.matches("(pg_up|pg_exporter|pg_scrape_collector_success|sonde_target|"
                                    + "sonde_build|sonde_statement_rows|pg_replication_is).*"))
                            // The role may not read the tables, and so not see how queries on them are planned.
                            .filter(line -> !line.contains("collector=\"plans\",db_system_name=\"postgresql\",reason"))
                            .map(line -> line.replace("\"" + port + "\"", "\"PORT\""))
                            .collect(Collectors.joining("\n", "", "\n")))
                    .isEqualTo("""
                            pg_exporter_last_scrape_error{db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 0.0
                            pg_replication_is_replica{db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 0.0
                            pg_scrape_collector_success{collector="active_sessions",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="bloat",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="database",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="extensions",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="locks",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="plans",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="postmaster",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="privileges",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="progress",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="replication",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="replication_slot",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="roles",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="sequences",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="settings",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="stat_activity",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="stat_archiver",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="stat_bgwriter",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="stat_database",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="stat_io",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="stat_recovery_prefetch",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="stat_replication",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="stat_slru",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="stat_statements",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="stat_subscription",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="stat_user_indexes",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="stat_user_tables",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="stat_wal",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="stat_wal_receiver",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="table_age",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_scrape_collector_success{collector="wal",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            pg_up{db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1.0
                            sonde_build_info{component="exporter",query_id_version="%d",version="development"} 1
                            sonde_statement_rows_skipped{db_system_name="postgresql",reason="privilege_missing",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 0.0
                            sonde_statement_rows_skipped{db_system_name="postgresql",reason="text_lost",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 0.0
                            sonde_statement_rows_skipped{db_system_name="postgresql",reason="text_pending",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 0.0
                            sonde_statement_rows_skipped{db_system_name="postgresql",reason="text_too_long",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 0.0
                            sonde_target_info{db_namespace="postgres",db_system_name="postgresql",server_address="127.0.0.1",server_port="PORT",target="shop",team="blue"} 1
                            sonde_target_info{db_namespace="postgres",db_system_name="postgresql",server_address="localhost",server_port="PORT",target="shop",team="blue"} 1
                            sonde_target_info{db_namespace="postgres",db_system_name="postgresql",server_address="proxy",server_port="6432",target="shop",team="blue"} 1
                            """.formatted(QueryId.VERSION));
            String shapes = page.shapes().stream()
                    .filter(
                            shape -> !shape.startsWith("pg_settings_")
                                    && !shape.startsWith("sonde_collector_")
                                    && !shape.startsWith("pg_stat_activity_")
                                    // Only there while something goes on, or once something has happened.
                                    && !shape.matches(
                                            ".*_progress_.*|pg_stat_user_(tables|indexes)_last_.*_scan.*|sonde_query_plan_.*"
                                                    + "|sonde_postgres_active_session_.*|sonde_target_collector_skipped_info.*"))
                    .collect(Collectors.joining("\n", "", "\n"));
            Path expected = Path.of("src/test/resources/io/sonde/exporter/shapes.txt");
            if (Boolean.getBoolean("sonde.write")) {
                Files.writeString(expected, shapes);
            }
            assertThat(shapes).isEqualTo(Files.readString(expected));
        }
    }

    @Test
    void settingsAreInBaseUnits() throws Exception {
        try (TestExporter exporter = TestExporter.start(folder, "targets:\n" + target("shop", ""))) {
            Page page = exporter.scrape();
            assertThat(page.value("pg_settings_max_connections")).isEqualTo(30);
            assertThat(page.value("pg_settings_shared_buffers_bytes")).isEqualTo(16 * 1024 * 1024);
            assertThat(page.value("pg_settings_fsync")).isZero();
            assertThat(page.value("pg_settings_autovacuum_naptime_seconds")).isEqualTo(60);
            assertThat(page.value("pg_settings_log_min_duration_statement_seconds"))
                    .isEqualTo(-1);
            // What the exporter's own sessions are held to.
            assertThat(page.value("pg_settings_default_transaction_read_only")).isEqualTo(1);
            assertThat(page.value("pg_settings_statement_timeout_seconds")).isEqualTo(5);
            assertThat(page.value("pg_settings_lock_timeout_seconds")).isEqualTo(0.2);
        }
    }

    @Test
    void whatTheApplicationSentIsCountedUnderItsQueryId() throws Exception {
        String sql = "select customer from ORDERS where id = ? /* of the shop */";
        String id = "query_id=\"" + QueryId.format(QueryId.of(sql, Dialect.POSTGRESQL, Notation.JDBC)) + "\"";
        try (TestExporter exporter = TestExporter.start(folder, "targets:\n" + target("shop", ""))) {
            assertThat(exporter.scrape().values("pg_stat_statements_calls_total", id))
                    .isEmpty();
            executed(sql, 7);
            Page first = exporter.scrape();
            assertThat(first.value("pg_stat_statements_calls_total", id, "datname=\"postgres\"", "user=\"postgres\""))
                    .isEqualTo(7);
            assertThat(first.value("pg_stat_statements_rows_total", id)).isEqualTo(7);
            assertThat(first.value("pg_stat_statements_seconds_total", id)).isPositive();
            assertThat(first.text())
                    .containsOnlyOnce("sonde_query_info{db_query_summary=\"SELECT orders\","
                            + "db_query_text=\"select customer from orders where id = ?\",db_system_name=\"postgresql\","
                            + id);
            executed(sql, 5);
            assertThat(exporter.scrape().value("pg_stat_statements_calls_total", id))
                    .isEqualTo(12);
        }
    }

    @Test
    void aResetOfTheServersStatisticsIsNone() throws Exception {
        String sql = "select count(*) from orders where customer > ?";
        String id = "query_id=\"" + QueryId.format(QueryId.of(sql, Dialect.POSTGRESQL, Notation.JDBC)) + "\"";
        try (TestExporter exporter = TestExporter.start(folder, "targets:\n" + target("shop", ""))) {
            exporter.scrape();
            run(sql, 4);
            assertThat(exporter.scrape().value("pg_stat_statements_calls_total", id))
                    .isEqualTo(4);
            server.sql("SELECT pg_stat_statements_reset()");
            run(sql, 9);
            // More calls than before the reset, so that only stats_since can tell.
            assertThat(exporter.scrape().value("pg_stat_statements_calls_total", id))
                    .isEqualTo(13);
            server.sql("SELECT pg_stat_statements_reset()");
            run(sql, 1);
            assertThat(exporter.scrape().value("pg_stat_statements_calls_total", id))
                    .isEqualTo(14);
        }
    }

    @Test
    void severalRowsOfTheServerAreOneQuery() throws Exception {
        String sql = "select customer from orders where id + 0 = 1";
        String id = "query_id=\"" + QueryId.format(QueryId.of(sql, Dialect.POSTGRESQL, Notation.JDBC)) + "\"";
        try (TestExporter exporter = TestExporter.start(folder, "targets:\n" + target("shop", ""))) {
            // A value of another type is another queryid to the server.
            server.sql(sql, sql.replace("= 1", "= 1.5"), sql.replace("= 1", "= 10000000000"));
            assertThat(
                            server.ask(
                                    "SELECT count(*) FROM pg_stat_statements WHERE query LIKE 'select customer from orders where id +%'"))
                    .isEqualTo("3");
            assertThat(exporter.scrape().value("pg_stat_statements_calls_total", id))
                    .isEqualTo(3);
        }
    }

    @Test
    void theOthersAreOneSeriesAndNothingIsLost() throws Exception {
        try (TestExporter exporter =
                TestExporter.start(folder, "targets:\n" + target("shop", ", statements_limit: 3"))) {
            Page first = exporter.scrape();
            for (int i = 0; i < 20; i++) {
                server.sql("SELECT " + "id, ".repeat(i) + "customer FROM orders");
            }
            Page page = exporter.scrape();
            assertThat(page.values("pg_stat_statements_calls_total")).hasSize(4);
            assertThat(page.sum("pg_stat_statements_calls_total") - first.sum("pg_stat_statements_calls_total"))
                    .isGreaterThanOrEqualTo(20);
            assertThat(page.value("pg_stat_statements_calls_total", "query_id=\"other\""))
                    .isGreaterThanOrEqualTo(15);
            assertThat(page.value("sonde_statement_unpublished")).isGreaterThanOrEqualTo(17);
        }
    }

    @Test
    void sessionsAreReadOnlyAndNamed() throws Exception {
        try (TestExporter exporter = TestExporter.start(folder, "targets:\n" + target("shop", ""))) {
            exporter.scrape();
            exporter.scrape();
            // One for scrapes; rounds in the background and the sampler have one each.
            assertThat(server.ask("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'sonde-exporter'"))
                    .matches("[123]");
            // HikariCP counts its connections once a second.
            Page page = exporter.await(later -> later.value("hikaricp_connections", "pool=\"shop\"") == 1);
            assertThat(page.sum("pg_stat_activity_count", "application_name=\"sonde-exporter\"", "state=\"active\""))
                    .isBetween(1.0, 3.0);
            assertThat(page.sum("pg_stat_activity_count", "state=\"disabled\"")).isZero();
            assertThat(page.value("hikaricp_connections", "pool=\"shop\"")).isEqualTo(1);
            assertThat(page.value("hikaricp_max_connections", "pool=\"shop\"")).isEqualTo(1);
            assertThat(page.value("hikaricp_connection_acquired_nanos_count", "pool=\"shop\""))
                    .isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void openTransactionsAndLocksAreSeen() throws Exception {
        try (TestExporter exporter = TestExporter.start(folder, "targets:\n" + target("shop", ""));
                Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");
            Page page = exporter.scrape(Duration.ofSeconds(5));
            assertThat(page.value("pg_up")).isEqualTo(1);
            assertThat(page.value("pg_stat_activity_count", "state=\"idle in transaction\"", "usename=\"postgres\""))
                    .isEqualTo(1);
            assertThat(page.value("pg_locks_count", "mode=\"accessexclusivelock\"", "datname=\"postgres\""))
                    .isEqualTo(1);
            assertThat(page.value("pg_locks_count", "mode=\"sireadlock\"", "datname=\"bare\""))
                    .isZero();
            connection.rollback();
        }
    }

    @Test
    void aWrongPasswordIsSaidAndNeverShown() throws Exception {
        String yaml = "targets:\n" + target("shop", "").replace(TestServer.PASSWORD, "wr0ng-password");
        try (TestExporter exporter = TestExporter.start(folder, yaml)) {
            long start = System.nanoTime();
            Page page = exporter.scrape();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            assertThat(page.value("pg_up")).isZero();
            assertThat(page.value("pg_exporter_last_scrape_error")).isEqualTo(1);
            assertThat(page.value(
                            "sonde_target_collector_skipped_info",
                            "collector=\"connection\"",
                            "reason=\"login_refused\""))
                    .isEqualTo(1);
            assertThat(page.values("pg_static")).isEmpty();
            assertThat(page.text()).doesNotContain("wr0ng-password");
            assertThat(exporter.log())
                    .contains(
                            "level=warn msg=\"target shop: no connection: login_refused\" cause=\"org.postgresql.util.PSQLException: FATAL: password authentication failed")
                    .doesNotContain("wr0ng-password");
        }
    }

    @Test
    void aMissingExtensionIsSaidWithWhatHelps() throws Exception {
        String yaml = "targets:\n" + target("shop", "").replace("/postgres'", "/bare'");
        try (TestExporter exporter = TestExporter.start(folder, yaml)) {
            Page page = exporter.scrape();
            assertThat(page.value("pg_up")).isEqualTo(1);
            assertThat(page.value("pg_exporter_last_scrape_error")).isZero();
            assertThat(page.value("pg_scrape_collector_success", "collector=\"stat_statements\""))
                    .isZero();
            assertThat(page.value("pg_scrape_collector_success", "collector=\"stat_database\""))
                    .isEqualTo(1);
            assertThat(page.value(
                            "sonde_target_collector_skipped_info",
                            "collector=\"stat_statements\"",
                            "reason=\"extension_missing\"",
                            "remedy=\"CREATE EXTENSION pg_stat_statements\""))
                    .isEqualTo(1);
            assertThat(page.values("pg_stat_statements_calls_total")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8", "1.9", "1.10", "1.11", "1.12"})
    void theExtensionMayBeOlderThanTheServer(String version) throws Exception {
        String database = "v" + version.replace('.', '_');
        server.sql("CREATE DATABASE " + database);
        server.sqlIn(database, "CREATE EXTENSION pg_stat_statements VERSION '" + version + "'");
        String yaml = "targets:\n" + target("shop", "").replace("/postgres'", "/" + database + "'");
        try (TestExporter exporter = TestExporter.start(folder, yaml)) {
            exporter.scrape();
            executed("select customer from orders where id < ?", 3);
            Page page = exporter.scrape();
            String id = "query_id=\""
                    + QueryId.format(
                            QueryId.of("select customer from orders where id < ?", Dialect.POSTGRESQL, Notation.JDBC))
                    + "\"";
            assertThat(page.value("pg_scrape_collector_success", "collector=\"stat_statements\""))
                    .isEqualTo(1);
            assertThat(page.value("pg_stat_statements_calls_total", id)).isEqualTo(3);
            assertThat(page.value("pg_stat_statements_rows_total", id)).isEqualTo(3);
            assertThat(page.value("sonde_statement_shared_blocks_hit_total", id))
                    .isPositive();
        }
    }

    @Test
    void anExtensionThatIsTooOldIsSaidWithWhatHelps() throws Exception {
        server.sql("CREATE DATABASE ancient");
        server.sqlIn("ancient", "CREATE EXTENSION pg_stat_statements VERSION '1.7'");
        String yaml = "targets:\n" + target("shop", "").replace("/postgres'", "/ancient'");
        try (TestExporter exporter = TestExporter.start(folder, yaml)) {
            assertThat(exporter.scrape()
                            .value(
                                    "sonde_target_collector_skipped_info",
                                    "reason=\"extension_too_old\"",
                                    "remedy=\"ALTER EXTENSION pg_stat_statements UPDATE\""))
                    .isEqualTo(1);
        }
    }

    @Test
    void whatARoleMayNotSeeIsCountedWithTheGrantThatHelps() throws Exception {
        executed("select customer from orders where id = ?", 2);
        String yaml =
                "targets:\n  - {name: shop, url: '" + server.url() + "', username: weak, password: weak-secret}\n";
        try (TestExporter exporter = TestExporter.start(folder, yaml)) {
            Page page = exporter.scrape();
            assertThat(page.value("pg_up")).isEqualTo(1);
            assertThat(page.value("sonde_statement_rows_skipped", "reason=\"privilege_missing\""))
                    .isPositive();
            assertThat(page.value(
                            "sonde_target_collector_skipped_info",
                            "collector=\"stat_statements\"",
                            "remedy=\"GRANT pg_read_all_stats TO weak\""))
                    .isEqualTo(1);
            assertThat(page.text()).doesNotContain("insufficient privilege");
        }
    }

    @Test
    void targetsThatAreDownCostTheOthersNothing() throws Exception {
        StringBuilder yaml = new StringBuilder("targets:\n");
        for (int i = 0; i < 10; i++) {
            yaml.append("  - {name: down").append(i).append(", url: 'jdbc:postgresql://127.0.0.1:1/x'}\n");
        }
        // A server that accepts and never answers: only the time-out ends waiting for it.
        try (java.net.ServerSocket silent =
                new java.net.ServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 10; i++) {
                yaml.append("  - {name: silent")
                        .append(i)
                        .append(", connect_timeout: 2s, url: 'jdbc:postgresql://127.0.0.1:");
                yaml.append(silent.getLocalPort()).append("/x'}\n");
            }
            yaml.append(target("shop", ""));
            try (TestExporter exporter = TestExporter.start(folder, yaml.toString())) {
                exporter.scrape(Duration.ofSeconds(10));
                Page page = exporter.scrape(Duration.ofSeconds(2));
                assertThat(page.value("pg_up", "target=\"shop\"")).isEqualTo(1);
                assertThat(page.values("pg_up")).hasSize(21);
                assertThat(page.sum("pg_up")).isEqualTo(1);
                assertThat(page.value(
                                "pg_scrape_collector_duration_seconds",
                                "target=\"shop\"",
                                "collector=\"stat_database\""))
                        .isLessThan(1);
            }
        }
    }

    @Test
    void aRotatedPasswordNeedsNoRestart() throws Exception {
        server.sql("CREATE ROLE rotating LOGIN PASSWORD 'first-secret'", "GRANT pg_monitor TO rotating");
        Path secret = Files.writeString(folder.resolve("secret"), "first-secret\n");
        String yaml =
                "targets:\n  - {name: shop, url: '" + server.url() + "', username: rotating, password_file: secret}\n";
        try (TestExporter exporter = TestExporter.start(folder, yaml)) {
            assertThat(exporter.scrape().value("pg_up")).isEqualTo(1);
            server.sql(
                    "ALTER ROLE rotating PASSWORD 'second-secret'",
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'rotating'");
            assertThat(exporter.scrape().value("pg_up")).isZero();
            Files.writeString(secret, "second-secret\n");
            Page page = exporter.scrape();
            assertThat(page.value("pg_up")).isEqualTo(1);
            assertThat(page.text()).doesNotContain("first-secret", "second-secret");
            assertThat(exporter.log()).doesNotContain("first-secret", "second-secret");
        }
    }

    /** Prepares and executes as an application does. */
    private static void executed(String sql, int times) throws SQLException {
        try (Connection connection = server.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 1; i <= times; i++) {
                statement.setInt(1, i);
                statement.executeQuery().close();
            }
        }
    }

    private static void run(String sql, int times) throws SQLException {
        try (Connection connection = server.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < times; i++) {
                statement.setString(1, "c" + i);
                statement.executeQuery().close();
            }
        }
    }
}
