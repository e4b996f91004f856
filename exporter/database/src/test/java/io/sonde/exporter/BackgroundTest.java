package io.sonde.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sonde.core.metric.PostgresServerMetrics;
import io.sonde.endpoint.log.LogSink;
import io.sonde.endpoint.page.RememberedPage;
import io.sonde.endpoint.page.Room;
import io.sonde.exporter.config.ExporterConfig;
import io.sonde.exporter.config.ExporterConfigReader;
import io.sonde.exporter.pool.Drivers;
import io.sonde.exporter.pool.PoolShare;
import io.sonde.exporter.pool.TargetPool;
import io.sonde.exporter.postgres.Plans;
import io.sonde.exporter.postgres.PostgresSystem;
import io.sonde.exporter.postgres.QueryTexts;
import io.sonde.exporter.scrape.Background;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Coverage;
import io.sonde.exporter.scrape.Lanes;
import io.sonde.exporter.scrape.Probe;
import io.sonde.exporter.scrape.Sampler;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Schedule;
import io.sonde.exporter.scrape.Scope;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.Target;
import io.sonde.exporter.scrape.TargetLabels;
import io.sonde.exporter.scrape.TargetSetup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs apart from scrapes, on a real server: rounds through all databases, and the looks of each second. */
@SuppressWarnings("NullAway.Init") // Set by JUnit.
class BackgroundTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TestServer server;
    private PoolShare share;
    private Background background;
    private Lanes lanes;
    private TargetPool pool;
    private Target target;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server = TestServer.start();
        server.sql("CREATE DATABASE second", "CREATE DATABASE hidden");
        Path file = Files.writeString(folder.resolve("sonde.yml"), """
                targets:
                  - {name: shop, url: '%s', username: sonde, password: %s, exclude_databases: ['hid*'], statement_timeout: 300ms}
                """.formatted(server.url(), TestServer.PASSWORD));
        ExporterConfig config = new ExporterConfigReader(Map.of()).read(file);
        share = new PoolShare(new CollectorRegistry(), Drivers.builtIn());
        background = new Background(share.scheduler(), 2);
        lanes = new Lanes(2, share.scheduler());
        TargetLabels labels = new TargetLabels(config.targets().get(0));
        ReplacedCollectors system = new ReplacedCollectors(
                new PostgresSystem(new QueryTexts(1), new Plans()),
                List.of(new EachDatabase(labels)),
                List.of(new Looks(labels)));
        pool = share.open(config.targets().get(0), system);
        TargetSetup setup = new TargetSetup(config.targets().get(0), labels, config.collection());
        target = new Target(setup, system, pool, new RememberedPage(new Room(0)), background, LogSink.SILENT);
        target.begin(Duration.ZERO, Duration.ZERO);
    }

    @AfterEach
    void stop() throws IOException {
        target.close();
        lanes.close();
        background.close();
        pool.close();
        share.close();
        server.close();
    }

    @Test
    void roundsVisitAllDatabasesAndNothingOldIsShown() throws Exception {
        Page page = await(p -> p.values("pg_locks_count").size() == 2);
        assertThat(page.values("pg_locks_count", "datname=\"postgres\"")).hasSize(1);
        assertThat(page.values("pg_locks_count", "datname=\"second\"")).hasSize(1);
        double first = page.value("sonde_collector_last_run_timestamp_seconds", "db_namespace=\"second\"");
        assertThat(first).isBetween(System.currentTimeMillis() / 1e3 - 60, System.currentTimeMillis() / 1e3 + 1);
        await(p -> p.sum("sonde_collector_last_run_timestamp_seconds", "db_namespace=\"second\"") > first);
        assertThat(Integer.parseInt(
                        server.ask("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'sonde-exporter'")))
                .as("scrape, round and sampler")
                .isLessThanOrEqualTo(3);

        server.sql("DROP DATABASE second WITH (FORCE)");
        await(p -> p.values("pg_locks_count", "datname=\"second\"").isEmpty()
                && p.values("pg_locks_count", "datname=\"postgres\"").size() == 1);

        // A lock that the collector needs: the server ends its wait, and what was found before is not shown as if it
        // were new.
        try (var connection = server.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE pg_catalog.pg_description IN ACCESS EXCLUSIVE MODE");
            Page locked = await(p -> p.values("pg_locks_count").isEmpty());
            assertThat(locked.value(
                            "sonde_target_collector_skipped_info",
                            "collector=\"each\"",
                            "reason=\"lock_timeout\"",
                            "db_namespace=\"postgres\""))
                    .isEqualTo(1);
            assertThat(locked.value("pg_scrape_collector_success", "collector=\"each\""))
                    .isZero();
            connection.rollback();
        }
        await(p -> p.values("pg_locks_count").size() == 1);
    }

    @Test
    void looksAreCountedAndGoOnAfterTheirConnectionWasLost() throws Exception {
        double seconds =
                await(p -> p.sum("pg_postmaster_start_time_seconds") >= 2).sum("pg_postmaster_start_time_seconds");
        server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sonde-exporter'");
        await(p -> p.sum("pg_postmaster_start_time_seconds") > seconds + 1);
    }

    private Page await(Predicate<Page> wanted) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Page page = page();
            if (wanted.test(page)) {
                return page;
            }
            assertThat(System.nanoTime() - until).as(page.text()).isNegative();
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private Page page() throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<MetricSnapshot> snapshots = new ArrayList<>();
        Probe.of(target, lanes, name -> true, deadline).forEach(passage -> snapshots.addAll(passage.snapshots()));
        PrometheusTextFormatWriter.create().write(out, new MetricSnapshots(snapshots));
        return Page.parse(out.toString(StandardCharsets.UTF_8));
    }

    /** Reads one value in each database, and needs a lock for it. */
    private record EachDatabase(TargetLabels labels) implements Collector {
        @Override
        public String name() {
            return "each";
        }

        @Override
        public Schedule schedule() {
            return Schedule.every(Duration.ofSeconds(2));
        }

        @Override
        public Scope scope() {
            return Scope.DATABASE;
        }

        @Override
        public void collect(Session session, Samples found) throws SQLException {
            try (Statement statement = session.connection().createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT current_database(), count(*) FROM pg_catalog.pg_description")) {
                row.next();
                assertThat(session.database()).isEqualTo(row.getString(1));
                found.add(PostgresServerMetrics.LOCKS_COUNT, labels.inDatabase(row.getString(1)), row.getDouble(2));
            }
        }
    }

    /** Counts the seconds that it looked at. */
    private static final class Looks implements Sampler<Boolean> {
        private final TargetLabels labels;
        private double seconds;

        Looks(TargetLabels labels) {
            this.labels = labels;
        }

        @Override
        public String name() {
            return "looks";
        }

        @Override
        public Boolean look(Session session) throws SQLException {
            try (Statement statement = session.connection().createStatement()) {
                return statement.execute("SELECT 1");
            }
        }

        @Override
        public void count(Boolean seen, Coverage coverage, double time) {
            seconds += time;
        }

        @Override
        public void report(Samples found) {
            found.add(PostgresServerMetrics.POSTMASTER_START, labels.base(), seconds);
        }
    }
}
