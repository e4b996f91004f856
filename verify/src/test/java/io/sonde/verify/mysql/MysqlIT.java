package io.sonde.verify.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.core.sql.Dialect;
import io.sonde.core.sql.Notation;
import io.sonde.core.sql.QueryId;
import io.sonde.verify.servers.DatabaseServer;
import io.sonde.verify.servers.Servers;
import io.sonde.verify.servers.Tool;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The exporter on a real MariaDB and a real MySQL, beside mysqld_exporter on the same servers. */
@SuppressWarnings("NullAway.Init") // Set by JUnit.
class MysqlIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ROLE = "sonde_it";
    private static final String WORD = "watch-me-7";

    /** Labels that the peer does not have; on this page every series has a target. */
    private static final Set<String> OURS =
            Set.of("target", "db_system_name", "server_address", "server_port", "db_namespace", "query_id", "le");

    /** What mysqld_exporter says of itself, and what it reads by flags that stand for other things here. */
    private static final List<String> NOT_OURS = List.of(
            "mysqld_exporter_",
            "mysql_exporter_scrape",
            "mysql_exporter_collector_",
            "mysql_mysql_", // Limits of accounts, from the table of passwords' hashes.
            "mysql_perf_schema_file_instances", // One series for each file of each table.
            "mysql_info_schema_innodb_tablespace", // Likewise.
            "mysql_info_schema_schema_statistics", // Sums of table_statistics.
            "mysql_info_schema_replica_host",
            "go_",
            "process_",
            "promhttp_");

    private static final Set<String> SYSTEM_SCHEMAS =
            Set.of("mysql", "performance_schema", "information_schema", "sys");

    enum Kind {
        MARIADB,
        MYSQL;

        DatabaseServer server() {
            return this == MARIADB ? Servers.mariaDb() : Servers.mySql();
        }

        String system() {
            return this == MARIADB ? "mariadb" : "mysql";
        }
    }

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void readsWhatThePeerReadsAndLinksQueries(Kind kind) throws Exception {
        DatabaseServer server = kind.server();
        try (Connection admin = server.connect("")) {
            prepare(admin, kind);
            try (Connection client = open(server);
                    ExporterProcess exporter = ExporterProcess.start(folder, configuration(server))) {
                work(client);
                SeriesPage page = await(exporter, seen -> !seen.find("mysql_info_schema_table_size", Map.of())
                        .isEmpty());
                assertThat(page.value("mysql_up", Map.of("target", "it"))).isEqualTo(1);
                assertThat(page.find("mysql_up", Map.of("db_system_name", kind.system())))
                        .hasSize(1);
                assertStatements(page, kind);
                assertSchema(page);
                assertLikeThePeer(page, server);
                assertPageIsClean(page);
                assertLocks(exporter, server);
                assertThat(exporter.log()).doesNotContain(WORD);
            }
        } finally {
            clean(server);
        }
    }

    private static void prepare(Connection admin, Kind kind) throws Exception {
        execute(
                admin,
                // Other tests may have kept this server busy with queries that take more time than ours.
                "TRUNCATE TABLE performance_schema.events_statements_summary_by_digest",
                "DROP DATABASE IF EXISTS sonde_shop",
                "CREATE DATABASE sonde_shop",
                "CREATE TABLE sonde_shop.orders (id INT AUTO_INCREMENT PRIMARY KEY, total INT, KEY by_total (total))",
                "CREATE TABLE sonde_shop.heap_of_rows (a INT)",
                "INSERT INTO sonde_shop.orders (total) VALUES (1), (2), (3)",
                "DROP USER IF EXISTS '" + ROLE + "'@'%'");
        for (String line : ExporterProcess.print("grants", "mysql").lines().toList()) {
            boolean optional = line.startsWith("-- GRANT SELECT")
                    || (line.startsWith("-- GRANT SLAVE MONITOR") && kind == Kind.MARIADB);
            if (optional || !line.startsWith("--")) {
                String sql = line.replace("-- ", "").replace("'sonde'", "'" + ROLE + "'");
                execute(admin, sql.replace("choose-a-password", WORD).replace(";", ""));
            }
        }
    }

    private static void clean(DatabaseServer server) throws SQLException {
        try (Connection admin = server.connect("")) {
            execute(admin, "DROP DATABASE IF EXISTS sonde_shop", "DROP USER IF EXISTS '" + ROLE + "'@'%'");
        }
    }

    private static Connection open(DatabaseServer server) throws SQLException {
        Connection connection = server.connect("");
        connection.setCatalog("sonde_shop");
        return connection;
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String configuration(DatabaseServer server) {
        String options = server.name().equals("mysql") ? "?allowPublicKeyRetrieval=true" : "";
        return """
                targets:
                  - name: it
                    url: jdbc:%s://127.0.0.1:%d/%s
                    username: %s
                    password: %s
                """.formatted(server.subprotocol(), server.port(), options, ROLE, WORD);
    }

    private static void work(Connection client) throws SQLException {
        for (int i = 0; i < 20; i++) {
            try (PreparedStatement statement =
                    client.prepareStatement("select total from orders where id = ? and total > 0")) {
                statement.setInt(1, i);
                statement.executeQuery().close();
            }
        }
    }

    private static SeriesPage await(ExporterProcess exporter, Predicate<SeriesPage> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        SeriesPage page;
        do {
            page = SeriesPage.parse(exporter.get("/metrics"));
            if (condition.test(page)) {
                return page;
            }
        } while (System.nanoTime() < deadline);
        throw new AssertionError("not on the page:\n" + page.text() + exporter.log());
    }

    private static void assertStatements(SeriesPage page, Kind kind) {
        String id = QueryId.format(
                QueryId.of("select total from orders where id = 5 and total > 7", Dialect.MYSQL, Notation.JDBC));
        Map<String, String> query = Map.of("query_id", id, "schema", "sonde_shop");
        assertThat(page.value("mysql_perf_schema_events_statements_total", query))
                .isEqualTo(20);
        assertThat(page.value("mysql_perf_schema_events_statements_seconds_total", query))
                .isBetween(0.0001, 20.0);
        assertThat(page.find("sonde_query_info", Map.of("query_id", id, "db_system_name", kind.system())))
                .hasSize(1);
        assertThat(page.find("mysql_perf_schema_events_statements_total", Map.of("query_id", "other")))
                .hasSize(1);
        if (kind == Kind.MYSQL) {
            assertThat(page.value("sonde_mysql_statement_duration_seconds_count", query))
                    .isEqualTo(20);
            assertThat(page.value("sonde_mysql_statement_duration_seconds_bucket", with(query, "le", "10.0")))
                    .isEqualTo(20);
            assertThat(page.value("sonde_mysql_statement_duration_seconds_sum", query))
                    .isEqualTo(page.value("mysql_perf_schema_events_statements_seconds_total", query));
        }
    }

    private static Map<String, String> with(Map<String, String> labels, String name, String value) {
        Map<String, String> more = new java.util.HashMap<>(labels);
        more.put(name, value);
        return more;
    }

    private static void assertSchema(SeriesPage page) {
        Map<String, String> orders = Map.of("schema", "sonde_shop", "table", "orders");
        assertThat(page.find("mysql_info_schema_table_size", orders)).hasSize(3);
        assertThat(page.value("mysql_info_schema_auto_increment_column", orders))
                .isEqualTo(4);
        assertThat(page.value("mysql_info_schema_auto_increment_column_max", orders))
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(page.value("sonde_mysql_tables_without_primary_key", Map.of("schema", "sonde_shop")))
                .isEqualTo(1);
        assertThat(page.value("sonde_mysql_index_unused", with(orders, "index", "by_total")))
                .isEqualTo(1);
        assertThat(page.find("sonde_collector_last_run_timestamp_seconds", Map.of("collector", "info_schema.tables")))
                .hasSize(1);
    }

    /** Every name that mysqld_exporter has, with its labels; and the same values where nothing moves. */
    private void assertLikeThePeer(SeriesPage ours, DatabaseServer server) throws Exception {
        SeriesPage peer = peer(server);
        // Of tables of the system there are no series here.
        peer.values()
                .keySet()
                .removeIf(key -> SYSTEM_SCHEMAS.contains(key.labels().getOrDefault("schema", "")));
        Set<String> missing = new TreeSet<>(peer.shapes(Set.of()));
        missing.removeIf(shape -> NOT_OURS.stream().anyMatch(shape::startsWith));
        missing.removeAll(ours.shapes(OURS));
        assertThat(missing).isEmpty();

        Set<String> different = new TreeSet<>();
        int compared = 0;
        for (Map.Entry<SeriesPage.Key, Double> series : peer.values().entrySet()) {
            SeriesPage.Key key = series.getKey();
            if (key.name().startsWith("mysql_global_variables_")
                    || key.name().equals("mysql_info_schema_auto_increment_column")) {
                Map<SeriesPage.Key, Double> same = ours.find(key.name(), key.labels());
                compared++;
                // Of system schemas there are none here.
                if (!same.isEmpty() && !same.containsValue(series.getValue())) {
                    different.add(key + " " + series.getValue() + " here " + same.values());
                }
            }
        }
        assertThat(compared).isGreaterThan(300);
        // Those that are told for the session, or that change with each connection.
        different.removeIf(text -> text.contains("_timestamp")
                || text.contains("_identity")
                || text.contains("gtid")
                || text.contains("last_insert_id")
                || text.contains("pseudo_thread_id"));
        assertThat(different).isEmpty();
    }

    private SeriesPage peer(DatabaseServer server) throws Exception {
        Path program =
                Tool.named("prometheus-mysqld-exporter", "mysqld_exporter").program();
        Path access = folder.resolve("peer.cnf");
        Files.writeString(
                access,
                "[client]\nuser=" + ROLE + "\npassword=" + WORD + "\nhost=127.0.0.1\nport=" + server.port() + "\n");
        int port = freePort();
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--config.my-cnf=" + access,
                        "--web.listen-address=127.0.0.1:" + port,
                        "--collect.auto_increment.columns",
                        "--collect.binlog_size",
                        "--collect.engine_innodb_status",
                        "--collect.info_schema.clientstats",
                        "--collect.info_schema.innodb_metrics",
                        "--collect.info_schema.processlist",
                        "--collect.info_schema.tables",
                        "--collect.info_schema.tablestats",
                        "--collect.info_schema.userstats",
                        "--collect.perf_schema.eventsstatements",
                        "--collect.perf_schema.eventsstatementssum",
                        "--collect.perf_schema.eventswaits",
                        "--collect.perf_schema.file_events",
                        "--collect.perf_schema.indexiowaits",
                        "--collect.perf_schema.memory_events",
                        "--collect.perf_schema.tableiowaits",
                        "--collect.perf_schema.tablelocks")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("peer.log").toFile())
                .start();
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                    .build();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (true) {
                try {
                    return SeriesPage.parse(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .body());
                } catch (IOException e) {
                    if (System.nanoTime() > deadline || process.waitFor(100, TimeUnit.MILLISECONDS)) {
                        throw e;
                    }
                }
            }
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void assertPageIsClean(SeriesPage page) throws Exception {
        Tool.Result checked = Tool.named("promtool").run(page.text(), List.of("check", "metrics"));
        // 3 is for names that promtool would have chosen otherwise; these are the peer's.
        assertThat(checked.status()).as(checked.output()).isIn(0, 3);
        assertThat(page.text()).doesNotContain(WORD);
    }

    /** A transaction holds a row, another one waits for it: who, with which query, for whom. */
    private static void assertLocks(ExporterProcess exporter, DatabaseServer server) throws Exception {
        String waiting = "update orders set total = total + 1 where id = 2";
        try (Connection blocker = open(server);
                Connection blocked = open(server)) {
            blocker.setAutoCommit(false);
            execute(blocker, "update orders set total = 5 where id = 2");
            CountDownLatch ended = new CountDownLatch(1);
            Thread waiter = new Thread(
                    () -> {
                        try {
                            execute(blocked, waiting);
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        } finally {
                            ended.countDown();
                        }
                    },
                    "waits for a row");
            waiter.start();
            SeriesPage page = await(exporter, seen -> !seen.find("sonde_mysql_lock_wait_seconds", Map.of("lock", "row"))
                    .isEmpty());
            Map<String, String> pair = Map.of(
                    "lock",
                    "row",
                    "schema",
                    "sonde_shop",
                    "table",
                    "orders",
                    "query_id",
                    QueryId.format(QueryId.of(waiting, Dialect.MYSQL, Notation.JDBC)));
            assertThat(page.find("sonde_mysql_lock_wait_seconds", pair)).hasSize(1);
            assertThat(page.value("sonde_mysql_lock_waiting_sessions", Map.of("lock", "row")))
                    .isEqualTo(1);
            assertThat(page.value("sonde_mysql_lock_root_blockers", Map.of("lock", "row")))
                    .isEqualTo(1);
            blocker.rollback();
            assertThat(ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            await(exporter, seen -> seen.find("sonde_mysql_lock_wait_seconds", Map.of())
                    .isEmpty());
        }
    }
}
