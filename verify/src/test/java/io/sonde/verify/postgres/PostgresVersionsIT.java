package io.sonde.verify.postgres;

import static io.sonde.verify.postgres.AnyPostgres.DATABASE;
import static io.sonde.verify.postgres.AnyPostgres.sql;
import static io.sonde.verify.postgres.AnyPostgres.target;
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
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
            AnyPostgres.fill(server);
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
        AnyPostgres.assertEveryCollectorReads(await(AnyPostgres.isWhole(target)), target, major);
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

    @ParameterizedTest
    @ValueSource(ints = {14, 16})
    void namesLabelsAndSettledValuesAreThoseOfPostgresExporter(int major) throws Exception {
        String target = "p" + major;
        AnyPostgres.assertLikePostgresExporter(await(AnyPostgres.isWhole(target)), exporter, target, server(major));
    }
}
