package io.sonde.verify.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.exporter.ExporterProcess;
import io.sonde.verify.postgres.Exposition.Series;
import io.sonde.verify.servers.DatabaseServer;
import io.sonde.verify.servers.PostgresReplica;
import io.sonde.verify.servers.Prometheus;
import io.sonde.verify.servers.Servers;
import io.sonde.verify.walls.WallFile;
import io.sonde.verify.walls.Walls;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
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
import org.junit.jupiter.params.provider.ValueSource;

/** One exporter on PostgreSQL 14 to 18 and a replica, each server started once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(240)
final class PostgresVersionsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String DATABASE = "versions";
    private static final String REPLICA = "versions_replica";

    private final Map<Integer, DatabaseServer> servers = new HashMap<>();
    private DatabaseServer replica;
    private ExporterProcess exporter;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        StringBuilder targets = new StringBuilder("collection: {statement_texts_interval: 0ms}\ntargets:\n");
        for (int major = 14; major <= 18; major++) {
            DatabaseServer server = Servers.postgres(major);
            servers.put(major, server);
            sql(server, server.database(), "CREATE DATABASE " + DATABASE);
            sql(
                    server,
                    DATABASE,
                    "CREATE EXTENSION pg_stat_statements",
                    "CREATE TABLE t (id int PRIMARY KEY, x text)",
                    "CREATE TABLE never_used (id int PRIMARY KEY)",
                    "CREATE SEQUENCE nearly MAXVALUE 100",
                    "SELECT setval('nearly', 90)",
                    "INSERT INTO t SELECT i, repeat('x', 200) FROM generate_series(1, 20000) i");
            awaitCounted(server);
            sql(server, DATABASE, "VACUUM ANALYZE t", "SELECT count(*) FROM t");
            targets.append(target("p" + major, server, "postgres"));
        }
        fill(server(17));
        DatabaseServer newest = server(18);
        sql(
                newest,
                DATABASE,
                "CREATE ROLE weak LOGIN",
                "CREATE ROLE monitor LOGIN IN ROLE pg_monitor",
                "CREATE TABLE dup (id int)",
                "INSERT INTO dup VALUES (1), (1)");
        replica = PostgresReplica.of(newest, REPLICA);
        targets.append(target("replica", replica, "postgres"));
        targets.append(target("weak", newest, "weak"));
        targets.append(target("monitor", newest, "monitor"));
        exporter = ExporterProcess.start(folder, targets.toString());
    }

    /** Rows that the server counts only after it vacuumed would be counted twice. */
    private static void awaitCounted(DatabaseServer server) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long rows = 0;
        while (rows != 20_000 && System.nanoTime() < deadline) {
            try (Connection connection = DriverManager.getConnection(server.url(DATABASE), server.username(), "");
                    Statement statement = connection.createStatement();
                    ResultSet counted =
                            statement.executeQuery("SELECT n_live_tup FROM pg_stat_user_tables WHERE relname = 't'")) {
                counted.next();
                rows = counted.getLong(1);
            }
        }
        assertThat(rows).as("rows that %s has counted", server.name()).isEqualTo(20_000);
    }

    /** 50 databases, one of which has 10 000 tables. */
    private static void fill(DatabaseServer server) throws SQLException {
        for (int i = 1; i <= 50; i++) {
            sql(server, server.database(), "CREATE DATABASE many" + i);
        }
        sql(server, "many1", """
                DO $$ BEGIN
                  FOR i IN 1..10000 LOOP
                    EXECUTE format('CREATE TABLE t%s (id int)', i);
                    IF i % 500 = 0 THEN COMMIT; END IF;
                  END LOOP;
                END $$
                """);
    }

    @AfterAll
    void stop() throws SQLException {
        if (exporter != null) {
            exporter.close();
        }
        if (replica != null) {
            // A slot that nobody uses would keep the write-ahead log of a server that other tests use.
            sql(
                    server(18),
                    DATABASE,
                    "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots" + " WHERE slot_name = '"
                            + REPLICA + "' AND NOT active");
        }
    }

    private DatabaseServer server(int major) {
        return Objects.requireNonNull(servers.get(major));
    }

    private static String target(String name, DatabaseServer server, String role) {
        return "  - {name: " + name + ", url: '" + server.url(DATABASE) + "', username: " + role + "}\n";
    }

    private static void sql(DatabaseServer server, String database, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url(database), server.username(), "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private Exposition page() throws Exception {
        return Exposition.parse(exporter.get("/metrics"));
    }

    /** A page on which this is so; fails with what is asserted of the last one otherwise. */
    private Exposition await(Predicate<Exposition> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Exposition page = page();
        while (!condition.test(page) && System.nanoTime() < deadline) {
            page = page();
        }
        return page;
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void everyCollectorReadsEveryVersion(int major) throws Exception {
        String target = "p" + major;
        Exposition page = await(now -> now.has("pg_stat_user_tables_table_size_bytes", "target", target, "relname", "t")
                && now.has("sonde_postgres_sequence_used_ratio", "target", target));
        assertThat(page.all("pg_scrape_collector_success", "target", target)).isNotEmpty();
        assertThat(page.all("pg_scrape_collector_success", s -> target.equals(s.label("target")) && s.value() != 1))
                .isEmpty();
        Set<String> missing = new TreeSet<>();
        for (String name : Contract.names(major)) {
            if (!page.has(name, "target", target)) {
                missing.add(name);
            }
        }
        assertThat(missing).isEmpty();
        assertThat(page.value("pg_stat_user_tables_n_live_tup", "target", target, "relname", "t", "datname", DATABASE))
                .isEqualTo(20_000);
        assertThat(page.value("sonde_postgres_sequence_used_ratio", "target", target, "sequencename", "nearly"))
                .isBetween(0.85, 0.95);
        assertThat(page.value(
                        "pg_stat_user_tables_table_size_bytes", "target", target, "relname", "t", "datname", DATABASE))
                .isBetween(4_000_000.0, 8_000_000.0);
        // 229 bytes a row in 20 000 rows fill their pages well.
        assertThat(page.value(
                        "sonde_postgres_table_bloat_bytes", "target", target, "relname", "t", "datname", DATABASE))
                .isLessThan(500_000);
    }

    @Test
    void aRoleWithoutPrivilegesIsToldWhichGrantHelps() throws Exception {
        Exposition page =
                await(now -> now.has("sonde_target_collector_skipped_info", "target", "weak", "collector", "wal"));
        assertThat(page.value("pg_up", "target", "weak")).isEqualTo(1);
        for (String collector : List.of("stat_activity", "stat_replication", "settings")) {
            assertThat(page.value(
                            "sonde_target_collector_skipped_info",
                            "target",
                            "weak",
                            "collector",
                            collector,
                            "reason",
                            "privilege_missing",
                            "remedy",
                            "GRANT pg_monitor TO weak"))
                    .isEqualTo(1);
        }
        assertThat(page.value("pg_exporter_last_scrape_error", "target", "weak"))
                .isZero();
        // Plans need more: the tables themselves.
        assertThat(page.all("sonde_target_collector_skipped_info", "target", "monitor"))
                .allMatch(series -> "plans".equals(series.label("collector")));
        assertThat(page.all("pg_scrape_collector_success", s -> "monitor".equals(s.label("target")) && s.value() != 1))
                .isEmpty();
    }

    @Test
    void anAlterTableThatHoldsItsLockBlocksNothingHere() throws Exception {
        DatabaseServer server = server(18);
        try (Connection holder = DriverManager.getConnection(server.url(DATABASE), "postgres", "");
                Connection waiter =
                        DriverManager.getConnection(server.url(DATABASE) + "?ApplicationName=waiter", "postgres", "");
                Statement hold = holder.createStatement();
                Statement wait = waiter.createStatement()) {
            holder.setAutoCommit(false);
            hold.execute("ALTER TABLE dup ADD COLUMN y text");
            Thread blocked = new Thread(() -> {
                try {
                    wait.execute("SELECT count(*) FROM dup WHERE id = 7");
                } catch (SQLException e) {
                    // The lock is given back at the end.
                }
            });
            blocked.start();
            Exposition page = await(
                    now -> now.all("sonde_postgres_blocked_sessions", "target", "p18", "datname", DATABASE).stream()
                            .anyMatch(series -> series.value() == 1));
            assertThat(page.value("sonde_postgres_blocked_sessions", "target", "p18", "datname", DATABASE))
                    .isEqualTo(1);
            assertThat(page.value("sonde_postgres_root_blockers", "target", "p18", "datname", DATABASE))
                    .isEqualTo(1);
            List<Series> pairs = page.all("sonde_postgres_blocking_seconds", "target", "p18", "datname", DATABASE);
            assertThat(pairs).hasSize(1);
            assertThat(pairs.get(0).labels()).containsEntry("blocking_state", "idle in transaction");
            String query = pairs.get(0).label("blocked_query_id");
            assertThat(page.all("sonde_query_info", "query_id", query).get(0).label("db_query_text"))
                    .isEqualTo("select count(*) from dup where id = ?");
            assertThat(page.all("pg_scrape_collector_success", s -> "p18".equals(s.label("target")) && s.value() != 1))
                    .isEmpty();
            assertThat(page.all(
                            "pg_scrape_collector_duration_seconds",
                            s -> "p18".equals(s.label("target")) && s.value() > 5))
                    .isEmpty();
            holder.rollback();
            blocked.join(PATIENCE.toMillis());
        }
    }

    @Test
    void manyDatabasesAndTablesStayWithinTheirBounds() throws Exception {
        Exposition page = await(now -> now.has("sonde_postgres_tables", "target", "p17", "datname", "many1")
                && now.has("sonde_postgres_extension_info", "target", "p17", "datname", "many50"));
        assertThat(page.value("sonde_postgres_tables", "target", "p17", "datname", "many1"))
                .isEqualTo(10_000);
        assertThat(page.all("sonde_postgres_extension_info", "target", "p17", "extension", "plpgsql"))
                .hasSizeGreaterThanOrEqualTo(52);
        assertThat(page.all("pg_stat_user_tables_seq_scan", "target", "p17")).hasSizeBetween(200, 400);
        assertThat(page.all("pg_stat_user_tables_seq_scan", "target", "p17", "datname", "many1", "relname", "other"))
                .hasSize(1);
        assertThat(page.all("pg_scrape_collector_duration_seconds", s -> "p17"
                        .equals(s.labels().get("target"))))
                .allMatch(series -> series.value() < 8);
        // Two of the pool and rounds, and the sampler's.
        assertThat(page.all("pg_stat_activity_count", "target", "p17", "application_name", "sonde-exporter").stream()
                        .mapToDouble(Series::value)
                        .sum())
                .isBetween(1.0, 3.0);
    }

    @Test
    void activeSessionsAreCountedByWaitEventAndQuery() throws Exception {
        DatabaseServer server = server(16);
        Thread busy = new Thread(() -> {
            try {
                sql(server, DATABASE, "SELECT pg_sleep(6), 'a secret'");
            } catch (SQLException e) {
                // The page below says what is missing.
            }
        });
        busy.start();
        Exposition page = await(now ->
                now
                        .all("sonde_postgres_active_session_seconds_total", "target", "p16", "wait_event", "PgSleep")
                        .stream()
                        .anyMatch(series -> series.value() > 2));
        busy.join(PATIENCE.toMillis());
        List<Series> slept =
                page.all("sonde_postgres_active_session_seconds_total", "target", "p16", "wait_event", "PgSleep");
        assertThat(slept).hasSize(1);
        assertThat(slept.get(0).value()).isBetween(2.0, 9.0);
        assertThat(slept.get(0).labels())
                .containsEntry("datname", DATABASE)
                .containsEntry("wait_event_type", "Timeout");
        assertThat(page.value(
                        "sonde_query_info",
                        "query_id",
                        slept.get(0).label("query_id"),
                        "db_query_text",
                        "select pg_sleep(?), ?"))
                .isEqualTo(1);
    }

    @Test
    void slowQueriesHaveAPlanWithoutLiterals() throws Exception {
        Exposition page = await(now -> now.has("sonde_query_plan_info", "target", "p18", "datname", DATABASE));
        assertThat(page.all("sonde_query_plan_info", "target", "p18", "datname", DATABASE))
                .isNotEmpty();
        assertThat(page.all("sonde_query_plan_changes_total", "target", "p18", "datname", DATABASE))
                .allMatch(series -> series.value() == 0);
        assertThat(page.all("sonde_query_plan_info", "target", "p14")).isEmpty();
        assertThat(exporter.get("/sonde/plans"))
                .contains("target=p18 database=" + DATABASE)
                .contains("relation=t\n");
    }

    @Test
    void dashboardsAndAlertsThatTeamsHaveFindTheirData() throws Exception {
        Path folder = Walls.folder();
        String configuration = """
                global: {scrape_interval: 8s, scrape_timeout: 8s}
                scrape_configs:
                  - job_name: databases
                    static_configs: [{targets: ["%s"]}]
                    metric_relabel_configs:
                      - {source_labels: [target], regex: "p18|p15|replica|", action: keep}
                      - {source_labels: [target], regex: "(.+)", target_label: instance}
                """.formatted("127.0.0.1:" + exporter.port());
        try (Prometheus prometheus = Prometheus.start("versions-prometheus", configuration, Map.of())) {
            for (String name : List.of("postgres-mixin", "postgres-observ-lib", "awesome-alerts-postgres")) {
                Walls.assertDataFound(prometheus, WallFile.read(folder.resolve(name + ".json")), PATIENCE);
            }
        }
    }

    // Last, since the replica stays cut off.
    @Order(Integer.MAX_VALUE)
    @Test
    void aReplicaShowsItsAgeAlsoWhenTheLinkIsCut() throws Exception {
        sql(server(18), DATABASE, "INSERT INTO dup VALUES (2)");
        Exposition page = await(now -> now.all("pg_replication_lag_seconds", "target", "replica").stream()
                .anyMatch(series -> series.value() == 0));
        assertThat(page.value("pg_replication_is_replica", "target", "replica")).isEqualTo(1);
        assertThat(page.value("pg_replication_lag_seconds", "target", "replica"))
                .isZero();
        assertThat(page.value("pg_stat_wal_receiver_status", "target", "replica"))
                .isEqualTo(2);
        assertThat(page.value("pg_stat_wal_receiver_message_age_seconds", "target", "replica"))
                .isLessThan(60);
        assertThat(page.value("pg_replication_lag_seconds", "target", "p18")).isZero();
        assertThat(page.value("pg_stat_replication_pg_wal_lsn_diff", "target", "p18", "slot_name", REPLICA))
                .isGreaterThanOrEqualTo(0);
        assertThat(page.value("pg_replication_slots_active", "target", "p18", "slot_name", REPLICA))
                .isEqualTo(1);
        assertThat(page.value(
                        "pg_replication_slot_wal_status",
                        "target",
                        "p18",
                        "slot_name",
                        REPLICA,
                        "wal_status",
                        "reserved"))
                .isEqualTo(1);

        sql(replica, DATABASE, "ALTER SYSTEM SET primary_conninfo = ''", "SELECT pg_reload_conf()");
        sql(server(18), DATABASE, "INSERT INTO t SELECT i, 'y' FROM generate_series(100001, 110000) i");
        Exposition cut = await(now -> now.all("pg_replication_lag_seconds", "target", "replica").stream()
                .anyMatch(series -> series.value() > 1));
        assertThat(cut.value("pg_replication_lag_seconds", "target", "replica")).isGreaterThan(1);
        assertThat(cut.all("pg_stat_wal_receiver_status", "target", "replica")).isEmpty();
        assertThat(cut.value("pg_replication_slots_active", "target", "p18", "slot_name", REPLICA))
                .isZero();
        assertThat(cut.value("pg_replication_slots_pg_wal_lsn_diff", "target", "p18", "slot_name", REPLICA))
                .isGreaterThan(100_000);
    }

    /** What settles: counters of a database and a table that nobody uses, sizes, limits. The peer cuts off parts of a second. */
    private static final Set<String> SETTLED = Set.of(
            "pg_stat_user_tables_seq_scan",
            "pg_stat_user_tables_n_tup_ins",
            "pg_stat_user_tables_n_live_tup",
            "pg_stat_user_tables_vacuum_count",
            "pg_stat_user_tables_table_size_bytes",
            "pg_stat_user_tables_index_size_bytes",
            "pg_stat_database_deadlocks",
            "pg_stat_database_conflicts",
            "pg_stat_database_tup_deleted",
            "pg_stat_archiver_archived_count",
            "pg_stat_archiver_failed_count",
            "pg_stat_bgwriter_stats_reset_total",
            "pg_stat_bgwriter_checkpoints_req_total",
            "pg_settings_max_connections",
            "pg_settings_shared_buffers_bytes",
            "pg_settings_autovacuum_vacuum_scale_factor",
            "pg_settings_autovacuum_naptime_seconds",
            "pg_postmaster_start_time_seconds",
            "pg_up");

    @ParameterizedTest
    @ValueSource(ints = {14, 16})
    void namesLabelsAndSettledValuesAreThoseOfPostgresExporter(int major) throws Exception {
        String target = "p" + major;
        Exposition ours = await(now -> now.has("pg_stat_user_tables_table_size_bytes", "target", target));
        Exposition theirs;
        DatabaseServer whole = server(major);
        DatabaseServer server = new DatabaseServer(
                whole.name(), whole.subprotocol(), whole.port(), DATABASE, whole.username(), whole.options());
        try (PostgresExporterPeer peer = PostgresExporterPeer.start(server)) {
            theirs = Exposition.parse(peer.scrape());
        }
        Set<String> faults = new TreeSet<>();
        int compared = 0;
        for (List<Series> all : theirs.series().values()) {
            for (Series their : all) {
                if (Contract.isOfPeer(their.metric())) {
                    Map<String, String> labels = new TreeMap<>(their.labels());
                    labels.remove("server");
                    if ("0".equals(labels.get("datid"))) {
                        continue;
                    }
                    labels.put("target", target);
                    if (labels.remove("pid") != null) {
                        labels.remove("state");
                    }
                    List<Series> found = ours.all(their.metric(), series -> series.has(labels));
                    if (found.isEmpty() && !their.metric().startsWith("pg_stat_activity")) {
                        faults.add(their.metric() + labels + " is missing");
                    } else if (SETTLED.contains(their.metric())) {
                        compared++;
                        if (found.stream().noneMatch(our -> Math.abs(our.value() - their.value()) < 1)) {
                            faults.add(their.metric() + labels + " is " + found + ", not " + their.value());
                        }
                    }
                }
            }
        }
        faults.addAll(otherLabels(Exposition.parse(exporter.get("/probe?target=" + target)), theirs));
        assertThat(faults).isEmpty();
        assertThat(compared).isGreaterThan(20);
    }

    /** On {@code /probe} a metric that the peer has too has the peer's labels, none more and none less. */
    private static Set<String> otherLabels(Exposition probe, Exposition theirs) {
        Set<String> faults = new TreeSet<>();
        theirs.series().forEach((metric, series) -> {
            Set<String> expected = labelNames(series);
            expected.remove("server");
            if (!Contract.isOfPeer(metric)) {
                return;
            }
            List<Series> ours = probe.series().getOrDefault(metric, List.of());
            if (ours.isEmpty()) {
                faults.add(metric + " is not on /probe");
            } else if (!labelNames(ours).equals(expected)) {
                faults.add(metric + " has " + labelNames(ours) + " on /probe, not " + expected);
            }
        });
        return faults;
    }

    /** Of those that have a value somewhere; an empty label is none. */
    private static Set<String> labelNames(List<Series> all) {
        Set<String> names = new TreeSet<>();
        all.forEach(series -> series.labels().forEach((name, value) -> {
            if (!value.isEmpty()) {
                names.add(name);
            }
        }));
        return names;
    }
}
