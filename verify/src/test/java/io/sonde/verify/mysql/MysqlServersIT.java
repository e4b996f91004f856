package io.sonde.verify.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.core.sql.Dialect;
import io.sonde.core.sql.Notation;
import io.sonde.core.sql.QueryId;
import io.sonde.verify.exporter.ExporterProcess;
import io.sonde.verify.exporter.SeriesPage;
import io.sonde.verify.servers.DatabaseServer;
import io.sonde.verify.servers.Prometheus;
import io.sonde.verify.servers.Servers;
import io.sonde.verify.walls.WallFile;
import io.sonde.verify.walls.Walls;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One exporter on a MariaDB and two versions of MySQL that have their performance schema off, as MariaDB comes, and on a replica of each.
 * The replica of MariaDB is a newer one.
 *
 * <p>One class, because the six servers are started and joined once for all of its tests.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // Set by JUnit.
@Timeout(240)
final class MysqlServersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String MARIADB = "mariadb_source";
    private static final String MARIADB_REPLICA = "mariadb_replica";
    private static final String MYSQL = "mysql_source";
    private static final String MYSQL_REPLICA = "mysql_replica";
    private static final String MYSQL_8 = "mysql_8_source";
    private static final String MYSQL_8_REPLICA = "mysql_8_replica";

    /** The last one once more, with fewer series. */
    private static final String LIMITED = "limited";

    private static final List<String> MYSQL_OPTIONS =
            List.of("--gtid-mode=ON", "--enforce-gtid-consistency=ON", "--innodb-buffer-pool-size=32M");

    private final Map<String, DatabaseServer> servers = new LinkedHashMap<>();
    private final Map<String, Relay> links = new LinkedHashMap<>();
    private ExporterProcess exporter;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        servers.put(
                MARIADB,
                Servers.mariaDb(MARIADB, "--server-id=1", "--log-bin=bin", "--plugin-load-add=query_response_time"));
        servers.put(
                MARIADB_REPLICA,
                Servers.newestMariaDb(
                        MARIADB_REPLICA,
                        "--server-id=2",
                        "--performance-schema=ON",
                        "--performance-schema-instrument=statement/%=ON",
                        "--performance-schema-consumer-statements-digest=ON"));
        servers.put(MYSQL, Servers.mySql(MYSQL, mySql("--server-id=1", "--performance-schema=OFF")));
        servers.put(MYSQL_REPLICA, Servers.mySql(MYSQL_REPLICA, mySql("--server-id=2")));
        servers.put(MYSQL_8, Servers.mySql8(MYSQL_8, mySql("--server-id=1", "--performance-schema=OFF")));
        servers.put(MYSQL_8_REPLICA, Servers.mySql8(MYSQL_8_REPLICA, mySql("--server-id=2")));
        for (String source : List.of(MARIADB, MYSQL, MYSQL_8)) {
            links.put(source, new Relay(server(source).port()));
            sql(
                    source,
                    "CREATE USER repl@'%' IDENTIFIED BY 'repl'",
                    "GRANT REPLICATION SLAVE ON *.* TO repl@'%'",
                    "CREATE DATABASE shop",
                    "CREATE TABLE shop.orders (id INT AUTO_INCREMENT PRIMARY KEY, total INT, KEY by_total (total))",
                    "INSERT INTO shop.orders (total) VALUES (1), (2), (3)",
                    "CREATE TABLE shop.items (id INT AUTO_INCREMENT PRIMARY KEY, total INT)",
                    "INSERT INTO shop.items (total) VALUES (1), (2)");
        }
        sql(MARIADB, "SET GLOBAL userstat = ON", "SET GLOBAL query_response_time_stats = ON");
        replicate();
        StringBuilder targets = new StringBuilder("targets:\n");
        servers.forEach((name, server) -> targets.append(target(name, server, "")));
        targets.append(target(LIMITED, server(MYSQL_8_REPLICA), ", tables_limit: 1, indexes_limit: 1"));
        exporter = ExporterProcess.start(folder, targets.toString());
    }

    private static String target(String name, DatabaseServer server, String more) {
        return "  - {name: %s, url: 'jdbc:%s://127.0.0.1:%d/%s', username: root%s}%n"
                .formatted(
                        name,
                        server.subprotocol(),
                        server.port(),
                        server.subprotocol().equals("mysql") ? "?allowPublicKeyRetrieval=true" : "",
                        more);
    }

    private static String[] mySql(String... options) {
        List<String> all = new ArrayList<>(MYSQL_OPTIONS);
        all.addAll(List.of(options));
        return all.toArray(new String[0]);
    }

    /** Each replica has two sources: one through a link that can be cut, and one that does not answer. */
    private void replicate() throws Exception {
        String nobody = "'127.0.0.1', %s_PORT = 1, %<s_USER = 'repl', %<s_PASSWORD = 'repl'";
        sql(
                MARIADB_REPLICA,
                """
                CHANGE MASTER 'shop' TO MASTER_HOST = '127.0.0.1', MASTER_PORT = %d, MASTER_USER = 'repl', MASTER_PASSWORD = 'repl',
                    MASTER_USE_GTID = slave_pos, MASTER_SSL_VERIFY_SERVER_CERT = 0, MASTER_CONNECT_RETRY = 1, MASTER_HEARTBEAT_PERIOD = 1
                """.formatted(link(MARIADB).port()),
                "CHANGE MASTER 'nobody' TO MASTER_HOST = " + nobody.formatted("MASTER"),
                "START ALL SLAVES");
        for (String replica : List.of(MYSQL_REPLICA, MYSQL_8_REPLICA)) {
            sql(
                    replica,
                    """
                    CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.0.1', SOURCE_PORT = %d, SOURCE_USER = 'repl', SOURCE_PASSWORD = 'repl',
                        SOURCE_AUTO_POSITION = 1, GET_SOURCE_PUBLIC_KEY = 1, SOURCE_CONNECT_RETRY = 1, SOURCE_HEARTBEAT_PERIOD = 1
                        FOR CHANNEL 'shop'
                    """.formatted(link(source(replica)).port()),
                    "CHANGE REPLICATION SOURCE TO SOURCE_HOST = " + nobody.formatted("SOURCE")
                            + " FOR CHANNEL 'nobody'",
                    "START REPLICA");
        }
    }

    @AfterAll
    void stop() throws Exception {
        if (exporter != null) {
            exporter.close();
        }
        for (Relay link : links.values()) {
            link.close();
        }
    }

    private DatabaseServer server(String name) {
        return Objects.requireNonNull(servers.get(name));
    }

    /** The one that a replica follows. */
    private static String source(String replica) {
        return switch (replica) {
            case MARIADB_REPLICA -> MARIADB;
            case MYSQL_8_REPLICA -> MYSQL_8;
            default -> MYSQL;
        };
    }

    private Relay link(String source) {
        return Objects.requireNonNull(links.get(source));
    }

    private Connection connect(String name) throws SQLException {
        DatabaseServer server = server(name);
        return DriverManager.getConnection(server.url("mysql"), server.username(), "");
    }

    private void sql(String name, String... statements) throws SQLException {
        try (Connection connection = connect(name);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private SeriesPage await(Predicate<SeriesPage> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        SeriesPage page;
        do {
            page = SeriesPage.parse(exporter.get("/metrics"));
            if (condition.test(page)) {
                return page;
            }
        } while (System.nanoTime() < deadline);
        throw new AssertionError("not on the page:\n"
                + page.text()
                        .lines()
                        .filter(line -> line.matches(".*(slave_status_|replica_age|skipped_info|lock_).*"))
                        .toList()
                + exporter.log());
    }

    private static Map<String, String> of(String target, String... more) {
        Map<String, String> labels = new LinkedHashMap<>(Map.of("target", target));
        for (int i = 0; i < more.length; i += 2) {
            labels.put(more[i], more[i + 1]);
        }
        return labels;
    }

    /** Of the source that answers. */
    private static Map<String, String> shop(String replica) {
        return of(replica, replica.equals(MARIADB_REPLICA) ? "connection_name" : "channel_name", "shop");
    }

    private static Map<String, String> nobody(String replica) {
        return of(replica, replica.equals(MARIADB_REPLICA) ? "connection_name" : "channel_name", "nobody");
    }

    private static boolean is(SeriesPage page, String name, Map<String, String> labels, double value) {
        return page.find(name, labels).containsValue(value);
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(strings = {MARIADB_REPLICA, MYSQL_REPLICA, MYSQL_8_REPLICA})
    void aReplicaTellsOfEachOfItsSources(String replica) throws Exception {
        SeriesPage page = await(now -> is(now, "mysql_slave_status_seconds_behind_master", shop(replica), 0)
                && is(now, "mysql_slave_status_slave_io_running", shop(replica), 1)
                && is(now, "sonde_mysql_replica_age_seconds", shop(replica), 0)
                && now.find("mysql_slave_status_last_io_errno", nobody(replica)).containsValue(2003.0));
        for (String name :
                List.of("slave_io_running", "slave_sql_running", "replica_io_running", "replica_sql_running")) {
            assertThat(page.value("mysql_slave_status_" + name, shop(replica))).isEqualTo(1);
        }
        assertThat(page.value("mysql_slave_status_seconds_behind_source", shop(replica)))
                .isZero();
        assertThat(page.value("mysql_slave_status_master_server_id", shop(replica)))
                .isEqualTo(1);
        assertThat(page.value("sonde_mysql_replica_age_seconds", shop(replica))).isZero();
        // Of a source that does not answer there is no lag, neither an old one nor none.
        assertThat(page.value("mysql_slave_status_slave_io_running", nobody(replica)))
                .isZero();
        assertThat(page.find("mysql_slave_status_seconds_behind_master", nobody(replica)))
                .isEmpty();
        assertThat(page.find("sonde_mysql_replica_age_seconds", nobody(replica)))
                .isEmpty();
        assertThat(page.find("mysql_binlog_files", of(source(replica)))).hasSize(1);
    }

    @ParameterizedTest
    @Order(2)
    @ValueSource(strings = {MYSQL_REPLICA, MYSQL_8_REPLICA})
    void aWorkerOfMysqlTellsWhenItAppliedWhat(String replica) throws Exception {
        sql(source(replica), "INSERT INTO shop.orders (total) VALUES (4)");
        double now = System.currentTimeMillis() / 1000.0;
        SeriesPage page =
                await(seen -> seen
                        .find("mysql_perf_schema_last_applied_transaction_end_apply_timestamp_seconds", shop(replica))
                        .values()
                        .stream()
                        .anyMatch(time -> time > now - 30));
        assertThat(page.find(
                        "mysql_perf_schema_last_applied_transaction_original_commit_timestamp_seconds", shop(replica)))
                .allSatisfy((key, time) -> assertThat(key.labels()).containsKey("member_id"));
    }

    @ParameterizedTest
    @Order(3)
    @CsvSource({
        MARIADB + ", false, false",
        MARIADB_REPLICA + ", true, true",
        MYSQL + ", false, false",
        MYSQL_REPLICA + ", true, true",
        MYSQL_8 + ", false, false",
        MYSQL_8_REPLICA + ", true, true"
    })
    void namesThatDashboardsDependOnAreThere(String target, boolean statements, boolean replica) throws Exception {
        SeriesPage page = await(now -> now.find("sonde_target_collector_skipped_info", of(target, "reason", "pending"))
                        .isEmpty()
                && !now.find("mysql_info_schema_auto_increment_column", of(target))
                        .isEmpty());
        assertThat(MysqlContract.missing(
                        page, target, server(target).subprotocol().equals("mariadb"), statements, replica))
                .isEmpty();
        assertThat(page.value("mysql_global_variables_performance_schema", of(target)))
                .isEqualTo(statements ? 1 : 0);
        assertThat(page.find("mysql_exporter_collector_success", of(target)).keySet())
                .isNotEmpty();
        // What did not run says why, and nothing failed.
        assertThat(page.find("sonde_target_collector_skipped_info", of(target)).keySet())
                .allSatisfy(key -> assertThat(key.labels())
                        .containsEntry("reason", "not_configured")
                        .containsKey("remedy"));
        assertThat(page.value("mysql_exporter_last_scrape_error", of(target))).isZero();
    }

    @Test
    @Order(4)
    void fewerTablesAndIndexesHaveSeriesWhereItIsConfigured() throws Exception {
        SeriesPage page = await(
                now -> !now.find("mysql_info_schema_table_size", of(LIMITED)).isEmpty()
                        && !now.find("mysql_perf_schema_table_io_waits_total", of(LIMITED, "name", "other"))
                                .isEmpty());
        assertThat(names(page, "mysql_info_schema_table_size", "table", LIMITED))
                .containsOnly("orders");
        assertThat(names(page, "mysql_perf_schema_table_io_waits_total", "name", LIMITED))
                .hasSize(2)
                .contains("other");
        assertThat(names(page, "mysql_perf_schema_index_io_waits_total", "index", LIMITED))
                .hasSize(2)
                .contains("other");
        assertThat(names(page, "mysql_perf_schema_table_io_waits_total", "name", MYSQL_8_REPLICA))
                .contains("orders", "items")
                .doesNotContain("other");
        assertThat(page.value("sonde_mysql_schema_tables", of(LIMITED, "schema", "shop")))
                .isEqualTo(2);
    }

    private static Set<String> names(SeriesPage page, String metric, String label, String target) {
        return page.find(metric, of(target)).keySet().stream()
                .map(key -> key.labels().getOrDefault(label, ""))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @Order(5)
    @ValueSource(strings = {MARIADB, MYSQL, MYSQL_8})
    void withoutAPerformanceSchemaItSaysSoAndTellsWhatElseTells(String target) throws Exception {
        SeriesPage page =
                await(now -> !now.find("sonde_mysql_schema_bytes", of(target)).isEmpty());
        Map<String, String> statements =
                of(target, "collector", "perf_schema.eventsstatements", "reason", "not_configured");
        assertThat(page.find("sonde_target_collector_skipped_info", statements).keySet())
                .extracting(key -> key.labels().get("remedy"))
                .containsExactly("performance_schema = ON in the server's my.cnf, and a restart");
        // Sessions are listed elsewhere too.
        assertThat(page.find("mysql_info_schema_processlist_processes_by_user", of(target, "mysql_user", "root")))
                .hasSize(1);
        assertWaits(
                target, "row", "update shop.orders set total = 7 where id = 1", "delete from shop.orders where id = 1");
        assertWaits(target, "metadata", "select * from shop.orders", "alter table shop.orders comment = 'x'");
    }

    /** One session waits for another one: that much is known, and what it wants to do. */
    private void assertWaits(String target, String lock, String blocking, String waiting) throws Exception {
        try (Connection blocker = connect(target);
                Connection blocked = connect(target);
                Statement block = blocker.createStatement();
                Statement wait = blocked.createStatement()) {
            blocker.setAutoCommit(false);
            block.execute(blocking);
            CountDownLatch ended = new CountDownLatch(1);
            Thread waiter = new Thread(() -> {
                try {
                    wait.execute(waiting);
                } catch (SQLException e) {
                    // The page says what is missing.
                } finally {
                    ended.countDown();
                }
            });
            waiter.start();
            String query = QueryId.format(QueryId.of(waiting, Dialect.MYSQL, Notation.JDBC));
            Map<String, String> pair = of(target, "lock", lock, "query_id", query);
            SeriesPage page = await(
                    now -> !now.find("sonde_mysql_lock_wait_seconds", pair).isEmpty());
            assertThat(page.value("sonde_mysql_lock_waiting_sessions", of(target, "lock", lock)))
                    .isEqualTo(1);
            boolean named = target.equals(MARIADB) && lock.equals("row");
            assertThat(page.find("sonde_mysql_lock_root_blockers", of(target, "lock", lock)))
                    .hasSize(named ? 1 : 0);
            blocker.rollback();
            assertThat(ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    @Order(6)
    void mariaDbHasADistributionAndStatisticsOfUsersInstead() throws Exception {
        sql(MARIADB, "SELECT SLEEP(0.2)");
        SeriesPage page =
                await(now -> !now.find("sonde_mysql_index_unused", of(MARIADB)).isEmpty());
        String name = "mysql_info_schema_query_response_time_seconds";
        double all = page.value(name + "_count", of(MARIADB));
        assertThat(all).isPositive();
        assertThat(page.value(name + "_bucket", of(MARIADB, "le", "+Inf"))).isEqualTo(all);
        assertThat(page.value(name + "_bucket", of(MARIADB, "le", "0.1"))).isBetween(1.0, all - 1);
        assertThat(page.value(name + "_sum", of(MARIADB))).isGreaterThan(0.2);
        assertThat(page.value("mysql_info_schema_user_statistics_total_connections", of(MARIADB, "user", "root")))
                .isPositive();
        assertThat(page.find("sonde_mysql_index_unused", of(MARIADB)).keySet())
                .extracting(key -> key.labels().get("index"))
                .containsExactly("by_total");
        // The newer one has no such plugin loaded, and MySQL none to load.
        assertThat(page.find(
                        "sonde_target_collector_skipped_info",
                        of(MARIADB_REPLICA, "collector", "info_schema.query_response_time")))
                .hasSize(1);
        assertThat(page.find(
                        "sonde_target_collector_skipped_info",
                        of(MYSQL, "collector", "info_schema.query_response_time")))
                .isEmpty();
    }

    @Test
    @Order(7)
    void dashboardsAndAlertsThatTeamsHaveFindTheirData() throws Exception {
        Path folder = Walls.folder();
        String configuration = """
                global: {scrape_interval: 5s, scrape_timeout: 5s}
                scrape_configs:
                  - job_name: databases
                    static_configs: [{targets: ["%s"]}]
                    metric_relabel_configs:
                      - {source_labels: [target], regex: "(.+)", target_label: instance}
                """.formatted("127.0.0.1:" + exporter.port());
        try (Prometheus prometheus = Prometheus.start("mysql-prometheus", configuration, Map.of())) {
            for (String name : List.of("mysqld-mixin", "awesome-alerts-mysql")) {
                // These replicas do replicate.
                WallFile file = WallFile.read(folder.resolve(name + ".json"), "seconds_behind_master");
                Walls.assertDataFound(prometheus, file, PATIENCE);
            }
        }
    }

    @ParameterizedTest
    @Order(8)
    @ValueSource(strings = {MARIADB_REPLICA, MYSQL_REPLICA, MYSQL_8_REPLICA})
    void aReplicaThatCannotApplyAChangeSaysSoAndNoLag(String replica) throws Exception {
        await(now -> is(now, "sonde_mysql_replica_age_seconds", shop(replica), 0));
        sql(replica, "SET SESSION sql_log_bin = 0", "INSERT INTO shop.orders (id, total) VALUES (1000, 1)");
        sql(source(replica), "INSERT INTO shop.orders (id, total) VALUES (1000, 2)");
        SeriesPage page = await(now -> is(now, "mysql_slave_status_slave_sql_running", shop(replica), 0)
                && now.find("sonde_mysql_replica_age_seconds", shop(replica)).values().stream()
                        .anyMatch(age -> age > 1));
        // What was received is not applied, though the source is well.
        assertThat(page.value("mysql_slave_status_slave_io_running", shop(replica)))
                .isEqualTo(1);
        assertThat(page.value("mysql_slave_status_replica_sql_running", shop(replica)))
                .isZero();
        for (String name : List.of("seconds_behind_master", "seconds_behind_source")) {
            assertThat(page.find("mysql_slave_status_" + name, shop(replica))).isEmpty();
        }
        assertThat(page.value("mysql_slave_status_last_sql_errno", shop(replica)))
                .isEqualTo(1062);
        assertThat(page.value("mysql_slave_status_last_io_errno", shop(replica)))
                .isZero();
        // The text of the error has the row's values in it.
        assertThat(page.text()).doesNotContain("Duplicate entry");
        sql(
                replica,
                "SET SESSION sql_log_bin = 0",
                "DELETE FROM shop.orders WHERE id = 1000",
                replica.equals(MARIADB_REPLICA) ? "START SLAVE 'shop'" : "START REPLICA FOR CHANNEL 'shop'");
        page = await(now -> is(now, "mysql_slave_status_slave_sql_running", shop(replica), 1)
                && is(now, "mysql_slave_status_seconds_behind_master", shop(replica), 0)
                && is(now, "sonde_mysql_replica_age_seconds", shop(replica), 0));
        assertThat(page.value("mysql_slave_status_last_sql_errno", shop(replica)))
                .isZero();
    }

    // The last ones, since the replicas do not come back.
    @ParameterizedTest
    @Order(9)
    @ValueSource(strings = {MARIADB_REPLICA, MYSQL_REPLICA, MYSQL_8_REPLICA})
    void whileTheLinkIsSilentTheAgeGrowsThoughTheServerSaysNoLag(String replica) throws Exception {
        String source = source(replica);
        await(now -> is(now, "sonde_mysql_replica_age_seconds", shop(replica), 0));
        link(source).fallSilent();
        sql(source, "INSERT INTO shop.orders (total) VALUES (5)");
        SeriesPage page = await(now -> now.find("sonde_mysql_replica_age_seconds", shop(replica)).values().stream()
                .anyMatch(age -> age > 3));
        assertThat(page.value("mysql_slave_status_seconds_behind_master", shop(replica)))
                .isZero();
        assertThat(page.value("mysql_slave_status_slave_io_running", shop(replica)))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @Order(10)
    @ValueSource(strings = {MARIADB_REPLICA, MYSQL_REPLICA, MYSQL_8_REPLICA})
    void aThreadThatIsStoppedLeavesNoLagAndAnAgeThatGrows(String replica) throws Exception {
        sql(replica, replica.equals(MARIADB_REPLICA) ? "STOP SLAVE 'shop'" : "STOP REPLICA FOR CHANNEL 'shop'");
        SeriesPage page = await(now -> is(now, "mysql_slave_status_slave_sql_running", shop(replica), 0)
                && is(now, "mysql_slave_status_slave_io_running", shop(replica), 0));
        assertThat(page.find("mysql_slave_status_seconds_behind_master", shop(replica)))
                .isEmpty();
        assertThat(page.value("sonde_mysql_replica_age_seconds", shop(replica))).isGreaterThan(3);
    }
}
