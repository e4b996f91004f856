package io.sonde.verify.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.core.sql.Dialect;
import io.sonde.core.sql.Notation;
import io.sonde.core.sql.QueryId;
import io.sonde.verify.exporter.ExporterProcess;
import io.sonde.verify.exporter.SeriesPage;
import io.sonde.verify.servers.DatabaseServer;
import io.sonde.verify.servers.Servers;
import io.sonde.verify.servers.Tool;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The exporter on a real MariaDB and two real versions of MySQL, beside mysqld_exporter on the same servers.
 *
 * <p>One class, because it is one way for each server: what is executed there, then what the exporter and the peer say of it.
 */
@SuppressWarnings("NullAway.Init") // Set by JUnit.
class MysqlIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String ROLE = "sonde_it";
    private static final String LEAST = "sonde_it_least";
    private static final String NOTHING = "sonde_it_nothing";
    private static final String WORD = "watch-me-7";

    /** Labels that the peer does not have; on this page every series has a target. */
    private static final Set<String> OURS =
            Set.of("target", "db_system_name", "server_address", "server_port", "db_namespace", "query_id", "le");

    /** Longer than what a server keeps of a statement's text. */
    private static final String LONG = IntStream.range(0, 60)
            .mapToObj(i -> "total as a_name_of_forty_characters_and_a_number_" + i)
            .collect(Collectors.joining(", ", "select ", " from orders"));

    enum Kind {
        MARIADB,
        MYSQL_8,
        MYSQL;

        DatabaseServer server() {
            return switch (this) {
                case MARIADB -> Servers.mariaDb();
                case MYSQL_8 -> Servers.mySql8();
                case MYSQL -> Servers.mySql();
            };
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
                workNowhere(server);
                SeriesPage page = await(
                        exporter,
                        seen -> !seen.find("sonde_mysql_index_unused", Map.of("target", "it"))
                                        .isEmpty()
                                && !seen.find("mysql_info_schema_auto_increment_column", Map.of("target", "it"))
                                        .isEmpty()
                                && ranOnce(seen, "least")
                                && ranOnce(seen, "nothing"));
                assertLeastPrivileges(page, kind);
                page = page.only("target", "it");
                assertThat(page.value("mysql_up", Map.of("target", "it"))).isEqualTo(1);
                assertThat(page.find("mysql_up", Map.of("db_system_name", kind.system())))
                        .hasSize(1);
                assertStatements(page, kind);
                assertSchema(page);
                SeriesPage peer = MysqldExporterPeer.read(server, ROLE, WORD, folder);
                assertLikeThePeer(page, peer);
                assertProbeIsThePeers(SeriesPage.parse(exporter.get("/probe?target=it")), peer);
                assertPageIsClean(page);
                assertRowLocks(exporter, server);
                assertMetadataLocks(exporter, server, kind);
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
                "CREATE TABLE sonde_shop.orders (id INT AUTO_INCREMENT PRIMARY KEY, total INT, KEY by_total (total), KEY by_id (id, total), UNIQUE one_of_each (total, id))",
                "CREATE TABLE sonde_shop.heap_of_rows (a INT)",
                "INSERT INTO sonde_shop.orders (total) VALUES (1), (2), (3)",
                "DROP USER IF EXISTS '" + ROLE + "'@'%', '" + LEAST + "'@'%', '" + NOTHING + "'@'%'",
                "CREATE USER '" + NOTHING + "'@'%' IDENTIFIED BY '" + WORD + "'");
        try (Statement statement = admin.createStatement()) {
            // MySQL keeps what it told, and would tell it for a day.
            statement
                    .executeQuery(
                            "SELECT AUTO_INCREMENT FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'sonde_shop'")
                    .close();
        }
        execute(
                admin,
                "INSERT INTO sonde_shop.orders (total) VALUES (4), (5)",
                "SELECT id FROM sonde_shop.orders FORCE INDEX (by_total) WHERE total = 2");
        grant(admin, ROLE, kind, true);
        grant(admin, LEAST, kind, false);
    }

    /**
     * Makes an account as {@code grants mysql} says.
     *
     * @param more with what is needed for some collectors only
     */
    private static void grant(Connection admin, String role, Kind kind, boolean more) throws Exception {
        for (String line : ExporterProcess.print("grants", "mysql").lines().toList()) {
            boolean optional = (more && line.startsWith("-- GRANT SELECT"))
                    || (line.startsWith("-- GRANT SLAVE MONITOR") && kind == Kind.MARIADB);
            if (optional || !line.startsWith("--")) {
                String sql = line.replace("-- ", "").replace("'sonde'", "'" + role + "'");
                execute(admin, sql.replace("choose-a-password", WORD).replace(";", ""));
            }
        }
    }

    /** With the least privileges everything that the exporter says is so, and what it cannot see it does not call empty. */
    private static void assertLeastPrivileges(SeriesPage page, Kind kind) {
        Map<SeriesPage.Key, Double> skipped = page.find(
                "sonde_target_collector_skipped_info", Map.of("target", "least", "reason", "privilege_missing"));
        assertThat(skipped.keySet())
                .extracting(key -> key.labels().get("collector"))
                .containsExactlyInAnyOrder(
                        "info_schema.tables",
                        "info_schema.table_versions",
                        "schema_sizes",
                        "tables_without_primary_key",
                        "auto_increment.columns",
                        "unused_indexes");
        assertThat(skipped.keySet())
                .extracting(key -> key.labels().get("remedy"))
                .containsOnly("GRANT SELECT ON *.* TO '" + LEAST + "'@'%'");
        assertThat(page.value("mysql_exporter_last_scrape_error", Map.of("target", "least")))
                .isZero();
        assertThat(page.find("sonde_mysql_index_unused", Map.of("target", "least")))
                .isEmpty();
        // Sessions of others too.
        assertThat(page.find("mysql_info_schema_processlist_processes_by_user", Map.of("target", "least"))
                        .keySet())
                .extracting(key -> key.labels().get("mysql_user"))
                .contains("root", ROLE);
        assertThat(page.find("sonde_target_collector_skipped_info", Map.of("target", "nothing"))
                        .keySet())
                .extracting(key -> key.labels().get("remedy"))
                .contains(
                        "GRANT PROCESS ON *.* TO '" + NOTHING + "'@'%'",
                        "GRANT SELECT ON performance_schema.* TO '" + NOTHING + "'@'%'",
                        "GRANT " + (kind == Kind.MARIADB ? "SLAVE MONITOR" : "REPLICATION CLIENT") + " ON *.* TO '"
                                + NOTHING + "'@'%'");
        assertThat(page.find("mysql_info_schema_processlist_threads", Map.of("target", "nothing")))
                .isEmpty();
    }

    private static void clean(DatabaseServer server) throws SQLException {
        try (Connection admin = server.connect("")) {
            execute(
                    admin,
                    "DROP DATABASE IF EXISTS sonde_shop",
                    "DROP USER IF EXISTS '" + ROLE + "'@'%', '" + LEAST + "'@'%', '" + NOTHING + "'@'%'");
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
        String options = server.subprotocol().equals("mysql") ? "?allowPublicKeyRetrieval=true" : "";
        String url = "jdbc:%s://127.0.0.1:%d/%s".formatted(server.subprotocol(), server.port(), options);
        return "targets:\n" + target("it", url, ROLE) + target("least", url, LEAST) + target("nothing", url, NOTHING);
    }

    private static String target(String name, String url, String role) {
        return "  - {name: %s, url: '%s', username: %s, password: %s}\n".formatted(name, url, role, WORD);
    }

    private static void work(Connection client) throws SQLException {
        for (int i = 0; i < 20; i++) {
            try (PreparedStatement statement =
                    client.prepareStatement("select total from orders where id = ? and total > 0")) {
                statement.setInt(1, i);
                statement.executeQuery().close();
            }
        }
        execute(client, LONG);
    }

    /** Without a default schema. */
    private static void workNowhere(DatabaseServer server) throws SQLException {
        String url = "jdbc:" + server.subprotocol() + "://127.0.0.1:" + server.port() + "/" + server.options();
        try (Connection client = DriverManager.getConnection(url, server.username(), "");
                Statement statement = client.createStatement()) {
            for (int i = 0; i < 3; i++) {
                statement
                        .executeQuery("select count(*) from sonde_shop.orders where total = " + i)
                        .close();
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

    /** Whether the last of the collectors that run seldom has run. */
    private static boolean ranOnce(SeriesPage page, String target) {
        return page
                .find("sonde_target_collector_skipped_info", Map.of("target", target, "collector", "unused_indexes"))
                .keySet()
                .stream()
                .anyMatch(key -> "privilege_missing".equals(key.labels().get("reason")));
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
        String nowhere = QueryId.format(
                QueryId.of("select count(*) from sonde_shop.orders where total = 7", Dialect.MYSQL, Notation.JDBC));
        assertThat(page.value(
                        "mysql_perf_schema_events_statements_total", Map.of("query_id", nowhere, "schema", "NONE")))
                .isEqualTo(3);
        // Of what the server cut short nobody knows what it was.
        assertThat(page.find("mysql_perf_schema_events_statements_total", Map.of("query_id", ""))
                        .keySet())
                .anyMatch(key -> key.labels().getOrDefault("digest_text", "").contains("a_name_of_forty_characters"));
        assertThat(page.value("sonde_mysql_statements_not_linked", Map.of("reason", "text_truncated")))
                .isGreaterThanOrEqualTo(1);
        if (kind != Kind.MARIADB) {
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
                .isEqualTo(6);
        assertThat(page.value("sonde_mysql_schema_tables", Map.of("schema", "sonde_shop")))
                .isEqualTo(2);
        assertThat(page.value("sonde_mysql_schema_bytes", Map.of("schema", "sonde_shop")))
                .isEqualTo(page.value("mysql_info_schema_table_size", with(orders, "component", "data_length"))
                        + page.value("mysql_info_schema_table_size", with(orders, "component", "index_length"))
                        + page.value(
                                "mysql_info_schema_table_size",
                                Map.of("table", "heap_of_rows", "component", "data_length")));
        assertThat(page.value("mysql_info_schema_auto_increment_column_max", orders))
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(page.value("sonde_mysql_tables_without_primary_key", Map.of("schema", "sonde_shop")))
                .isEqualTo(1);
        // One that is unique holds a rule, whether or not somebody reads it.
        assertThat(page.find("sonde_mysql_index_unused", Map.of("schema", "sonde_shop"))
                        .keySet())
                .extracting(key -> key.labels().get("index"))
                .containsExactly("by_id");
        assertThat(page.find("sonde_collector_last_run_timestamp_seconds", Map.of("collector", "info_schema.tables")))
                .hasSize(1);
    }

    /** Every name that mysqld_exporter has, with its labels; and the same values where nothing moves. */
    private static void assertLikeThePeer(SeriesPage ours, SeriesPage peer) {
        Set<String> missing = new TreeSet<>(peer.shapes(Set.of()));
        missing.removeAll(ours.shapes(OURS));
        assertThat(missing).isEmpty();

        Set<String> different = new TreeSet<>();
        int compared = 0;
        for (Map.Entry<SeriesPage.Key, Double> series : peer.values().entrySet()) {
            SeriesPage.Key key = series.getKey();
            if (key.name().startsWith("mysql_global_variables_")) {
                Map<SeriesPage.Key, Double> same = ours.find(key.name(), key.labels());
                compared++;
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

    /** On {@code /probe} nothing says that it is not the peer, but for what only Sonde has. */
    private static void assertProbeIsThePeers(SeriesPage probe, SeriesPage peer) {
        Set<String> faults = new TreeSet<>();
        Set<String> theirs = peer.shapes(Set.of());
        Set<String> names = peer.names();
        for (SeriesPage.Key key : probe.values().keySet()) {
            String shape = key.shape(Set.of());
            // What stands for all the others has no text.
            boolean others = "other".equals(key.labels().get("digest"));
            if (names.contains(key.name()) && !others && !theirs.contains(shape)) {
                faults.add(shape + " has other labels");
            } else if (!names.contains(key.name()) && !MysqlContract.isOnlyOurs(key.name())) {
                faults.add(shape + " is not the peer's");
            }
        }
        peer.values().forEach((key, value) -> {
            // What has never happened has no series here.
            if (value != 0 && MysqlContract.stays(key.name()) && !probe.values().containsKey(key)) {
                faults.add(key + " is missing");
            }
        });
        assertThat(faults).isEmpty();
    }

    private static void assertPageIsClean(SeriesPage page) throws Exception {
        Tool.Result checked = Tool.named("promtool").run(page.text(), List.of("check", "metrics"));
        // 3 is for names that promtool would have chosen otherwise; these are the peer's.
        assertThat(checked.status()).as(checked.output()).isIn(0, 3);
        assertThat(page.text()).doesNotContain(WORD);
    }

    /** A transaction holds a row, another one waits for it: who, with which query, for whom. */
    private static void assertRowLocks(ExporterProcess exporter, DatabaseServer server) throws Exception {
        String waiting = "update orders set total = total + 1 where id = 2";
        SeriesPage page = whileOneWaits(exporter, server, "row", "update orders set total = 5 where id = 2", waiting);
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
        assertThat(page.value("sonde_mysql_lock_root_blockers", Map.of("lock", "row")))
                .isEqualTo(1);
    }

    /** A transaction has only read, and a change of the table waits for it. */
    private static void assertMetadataLocks(ExporterProcess exporter, DatabaseServer server, Kind kind)
            throws Exception {
        String waiting = "alter table orders comment = 'changed'";
        SeriesPage page = whileOneWaits(exporter, server, "metadata", "select * from orders where id = 1", waiting);
        String query = QueryId.format(QueryId.of(waiting, Dialect.MYSQL, Notation.JDBC));
        Map<String, String> pair = Map.of("lock", "metadata", "schema", "sonde_shop", "query_id", query);
        assertThat(page.find("sonde_mysql_lock_wait_seconds", pair)).hasSize(1);
        if (kind != Kind.MARIADB) {
            assertThat(page.value("sonde_mysql_lock_root_blockers", Map.of("lock", "metadata")))
                    .isEqualTo(1);
            assertThat(page.find("sonde_mysql_lock_wait_seconds", with(pair, "blocking_user", "root")))
                    .hasSize(1);
        } else {
            // Whom it waits for is not known there as it comes, and not said to be nobody.
            assertThat(page.find("sonde_mysql_lock_root_blockers", Map.of("lock", "metadata")))
                    .isEmpty();
            assertThat(page.find("sonde_mysql_lock_wait_seconds", with(pair, "blocking_thread", "")))
                    .hasSize(1);
        }
    }

    /** The page while one session waits for what another one does in its transaction. */
    private static SeriesPage whileOneWaits(
            ExporterProcess exporter, DatabaseServer server, String lock, String blocking, String waiting)
            throws Exception {
        try (Connection blocker = open(server);
                Connection blocked = open(server)) {
            blocker.setAutoCommit(false);
            execute(blocker, blocking);
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
                    "waits for a lock");
            waiter.start();
            Map<String, String> wanted = Map.of("lock", lock, "target", "it");
            SeriesPage page = await(exporter, seen -> !seen.find("sonde_mysql_lock_wait_seconds", wanted)
                            .isEmpty())
                    .only("target", "it");
            assertThat(page.value("sonde_mysql_lock_waiting_sessions", Map.of("lock", lock)))
                    .isEqualTo(1);
            blocker.rollback();
            assertThat(ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            await(exporter, seen -> seen.find("sonde_mysql_lock_wait_seconds", Map.of())
                    .isEmpty());
            return page;
        }
    }
}
