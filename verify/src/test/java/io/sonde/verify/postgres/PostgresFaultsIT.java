package io.sonde.verify.postgres;

import static io.sonde.verify.postgres.AnyPostgres.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.exporter.ExporterProcess;
import io.sonde.verify.servers.DatabaseServer;
import io.sonde.verify.servers.PostgresNode;
import io.sonde.verify.servers.PostgresReplica;
import io.sonde.verify.servers.Servers;
import io.sonde.verify.servers.Tool;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

/** One exporter on two servers that fail, change places, and have clocks of their own, beside one that stays well. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(180)
final class PostgresFaultsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double HOUR = 3_600;
    private static final String FIRST_SLOT = "faults_first";
    private static final String SECOND_SLOT = "faults_second";
    private static final String CALLS = "pg_stat_statements_calls_total";

    private DatabaseServer steady;
    private PostgresNode first;
    private PostgresNode second;
    private ExporterProcess exporter;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        steady = Servers.postgres(16);
        first = PostgresReplica.node(steady, FIRST_SLOT);
        first.start();
        run(first, "SELECT pg_promote()");
        run(steady, "SELECT pg_drop_replication_slot('" + FIRST_SLOT + "') FROM pg_replication_slots WHERE NOT active");
        second = PostgresReplica.node(first.server(), SECOND_SLOT);
        // Its clock is an hour ahead of the other's.
        second.start(clockAhead());
        exporter = ExporterProcess.start(folder, """
                collection: {statement_texts_interval: 0ms}
                queries:
                  - name: long
                    targets: [first]
                    sql: SELECT 1 AS v, pg_sleep(0.5)::text AS l
                    metrics: [{name: g_long, type: gauge, help: Some., value: v}]
                  - name: read_only
                    targets: [either]
                    sql: SELECT (current_setting('transaction_read_only') = 'on')::int AS v
                    metrics: [{name: g_read_only, type: gauge, help: Some., value: v}]
                targets:
                  - {name: steady, url: '%s', username: postgres}
                  - {name: first, url: '%s', username: postgres}
                  - {name: second, url: '%s', username: postgres}
                  - {name: either, url: 'jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/postgres?targetServerType=primary', username: postgres}
                """.formatted(
                        steady.url(),
                        first.server().url(),
                        second.server().url(),
                        first.server().port(),
                        second.server().port()));
    }

    private static String[] clockAhead() {
        Tool.named("faketime");
        return new String[] {"LD_PRELOAD=/usr/$LIB/faketime/libfaketime.so.1", "FAKETIME=+1h", "DONT_FAKE_MONOTONIC=1"};
    }

    @AfterAll
    void stop() {
        if (exporter != null) {
            exporter.close();
        }
    }

    private static void run(PostgresNode node, String... statements) throws SQLException {
        run(node.server(), statements);
    }

    private static void run(DatabaseServer server, String... statements) throws SQLException {
        sql(server, server.database(), statements);
    }

    private Exposition page() throws Exception {
        return Exposition.parse(exporter.get("/metrics"));
    }

    private Exposition await(Predicate<Exposition> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Exposition page = page();
        while (!condition.test(page) && System.nanoTime() < deadline) {
            page = page();
        }
        return page;
    }

    private static double sum(Exposition page, String metric, String... labels) {
        return page.all(metric, labels).stream()
                .mapToDouble(Exposition.Series::value)
                .sum();
    }

    /** A statement that has a series on both pages was called at least as often on the later one. */
    private static void assertSumsGoOn(Exposition before, Exposition after, String target) {
        int compared = 0;
        for (Exposition.Series earlier : before.all(CALLS, "target", target)) {
            for (Exposition.Series later :
                    after.all(CALLS, series -> series.labels().equals(earlier.labels()))) {
                assertThat(later.value()).as(later.toString()).isGreaterThanOrEqualTo(earlier.value());
                compared++;
            }
        }
        assertThat(compared).isPositive();
    }

    private static void assertSteady(Exposition page) {
        assertThat(page.value("pg_up", "target", "steady")).isEqualTo(1);
        assertThat(page.all("pg_scrape_collector_success", s -> "steady".equals(s.label("target")) && s.value() != 1))
                .isEmpty();
    }

    @Order(1)
    @Test
    void clocksThatDifferChangeNoAge() throws Exception {
        try (Connection connection = DriverManager.getConnection(second.server().url(), "postgres", "");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try (ResultSet row = statement.executeQuery("SELECT extract(epoch FROM clock_timestamp())")) {
                row.next();
                assertThat(row.getDouble(1) - System.currentTimeMillis() / 1e3)
                        .as("how far ahead the server's clock is")
                        .isBetween(HOUR - 60, HOUR + 60);
            }
            run(first, "CREATE TABLE IF NOT EXISTS moves (id int)", "INSERT INTO moves VALUES (1)");
            Exposition page = await(now -> now.has("pg_stat_wal_receiver_message_age_seconds", "target", "second")
                    && sum(now, "pg_replication_lag_seconds", "target", "second") == 0
                    && now.has("pg_stat_activity_max_tx_duration", "target", "second", "state", "idle in transaction"));
            assertThat(page.value("pg_replication_lag_seconds", "target", "second"))
                    .isZero();
            // Whatever is an age or a delay is the difference of two readings of one clock. The replay's is that of the
            // two servers, and is told as such.
            List<String> ages = new ArrayList<>();
            page.series().forEach((name, series) -> {
                if (!name.startsWith("pg_settings_")
                        && name.matches(".*_(age|lag|duration|wait|blocking)(_seconds)?")) {
                    series.stream()
                            .filter(one -> List.of("first", "second").contains(one.label("target")))
                            .filter(one -> one.value() < -1 || one.value() > HOUR / 2)
                            .forEach(one -> ages.add(one.toString()));
                }
            });
            assertThat(ages).isEmpty();
            assertThat(sum(
                            page,
                            "pg_stat_activity_max_tx_duration",
                            "target",
                            "second",
                            "state",
                            "idle in transaction"))
                    .isBetween(0.0, 120.0);
            assertThat(page.value("pg_postmaster_start_time_seconds", "target", "second")
                            - page.value("pg_postmaster_start_time_seconds", "target", "first"))
                    .as("each server's own clock")
                    .isBetween(HOUR - 120, HOUR + 120);
            connection.rollback();
        }
    }

    @Order(2)
    @Test
    void aServerWithoutIdleProcessorsIsReadInTime() throws Exception {
        List<Thread> busy = new ArrayList<>();
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            Thread thread = new Thread(() -> {
                try {
                    run(first, "SELECT count(*) FROM generate_series(1, 100000000) AS burning");
                } catch (SQLException e) {
                    // Ended below.
                }
            });
            thread.start();
            busy.add(thread);
        }
        try {
            await(now ->
                    sum(now, "sonde_postgres_active_session_seconds_total", "target", "first", "wait_event", "") > 4);
            long start = System.nanoTime();
            Exposition page = page();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            assertThat(page.value("pg_up", "target", "first")).isEqualTo(1);
            assertThat(page.all(
                            "pg_scrape_collector_success", s -> "first".equals(s.label("target")) && s.value() != 1))
                    .isEmpty();
            assertSteady(page);
        } finally {
            run(
                    first,
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%burning' AND pid <> pg_backend_pid()");
            for (Thread thread : busy) {
                thread.join(PATIENCE.toMillis());
            }
        }
    }

    @Order(3)
    @Test
    void aServerThatIsKilledDuringAScrapeIsDownAndComesBack() throws Exception {
        run(first, "SELECT 'counted'", "SELECT 'counted'");
        Exposition before = await(now -> sum(now, CALLS, "target", "first") > 0);
        CompletableFuture<Exposition> scraped = CompletableFuture.supplyAsync(() -> {
            try {
                return page();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        awaitSleeping();
        first.kill();
        Exposition during = scraped.get(10, TimeUnit.SECONDS);
        assertThat(during.value("pg_up", "target", "first")).isZero();
        assertThat(during.all("g_long")).isEmpty();
        assertSteady(during);
        Exposition down = page();
        assertThat(down.value("pg_up", "target", "first")).isZero();
        assertThat(down.all(CALLS, "target", "first")).isEmpty();
        assertSteady(down);
        first.start();
        Exposition back = await(now -> now.value("pg_up", "target", "first") == 1 && now.has("g_long"));
        assertThat(back.value("g_long", "target", "first")).isEqualTo(1);
        // After a crash the server counts from nothing.
        assertSumsGoOn(before, back, "first");
        assertSteady(back);
    }

    private void awaitSleeping() throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Connection connection = first.server().connect("");
                Statement statement = connection.createStatement()) {
            boolean sleeping = false;
            while (!sleeping && System.nanoTime() < deadline) {
                try (ResultSet row = statement.executeQuery(
                        "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event = 'PgSleep'")) {
                    row.next();
                    sleeping = row.getBoolean(1);
                }
            }
        }
    }

    @Order(4)
    @Test
    void afterAFailoverEachTargetSaysWhatItIsNow() throws Exception {
        Exposition before = await(now -> sum(now, "pg_stat_wal_receiver_status", "target", "second") > 0
                && sum(now, "pg_up", "target", "either") == 1);
        assertThat(before.value("pg_replication_is_replica", "target", "first")).isZero();
        assertThat(before.value("pg_replication_is_replica", "target", "second"))
                .isEqualTo(1);

        first.stop();
        run(second, "SELECT pg_promote()");
        Exposition promoted = await(now -> sum(now, "pg_up", "target", "either") == 1);
        assertThat(promoted.value("pg_up", "target", "first")).isZero();
        assertThat(promoted.value("pg_replication_is_replica", "target", "second"))
                .isZero();
        assertThat(promoted.value("pg_replication_lag_seconds", "target", "second"))
                .isZero();
        // It follows the role, as its URL says, and cannot write for all that.
        assertThat(promoted.value("pg_replication_is_replica", "target", "either"))
                .isZero();
        assertThat(promoted.value("g_read_only", "target", "either")).isEqualTo(1);
        assertSteady(promoted);

        run(second, "SELECT pg_create_physical_replication_slot('" + FIRST_SLOT + "', true)");
        first.follow(second.server(), FIRST_SLOT);
        first.start();
        Exposition changed = await(now -> sum(now, "pg_stat_wal_receiver_status", "target", "first") > 0);
        assertThat(changed.value("pg_replication_is_replica", "target", "first"))
                .isEqualTo(1);
        assertThat(changed.value("pg_replication_is_replica", "target", "second"))
                .isZero();
        assertThat(changed.value("pg_replication_slots_active", "target", "second", "slot_name", FIRST_SLOT))
                .isEqualTo(1);
        assertThat(changed.value("pg_up", "target", "either")).isEqualTo(1);
        assertSumsGoOn(before, changed, "second");
        assertSteady(changed);
    }
}
