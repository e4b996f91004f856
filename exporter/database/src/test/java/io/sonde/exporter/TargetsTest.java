package io.sonde.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where targets come from, how they are asked for one by one, and what becomes of them when the configuration changes. */
@SuppressWarnings("NullAway.Init") // Set by JUnit.
class TargetsTest {

    private static TestServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startServer() throws IOException, SQLException {
        server = TestServer.start();
        server.sql("CREATE EXTENSION pg_stat_statements", "CREATE DATABASE second");
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    private static String target(String name, String more) {
        return "  - {name: " + name + ", url: '" + server.url() + "', username: sonde, password: " + TestServer.PASSWORD
                + more + "}\n";
    }

    @Test
    void aProbeHasThePeersNamesAndLabels() throws Exception {
        String yaml = "modules: {few: [stat_database, lock?]}\ntargets:\n" + target("shop", ", labels: {team: blue}");
        try (TestExporter exporter = TestExporter.start(folder, yaml)) {
            Page all = Page.parse(exporter.get("/probe?target=shop"));
            assertThat(all.series())
                    .containsEntry("pg_up", 1.0)
                    .containsKey("pg_stat_database_xact_commit{datid=\"1\",datname=\"template1\"}")
                    .containsKey("pg_locks_count{datname=\"postgres\",mode=\"accesssharelock\"}");
            assertThat(all.shapes()).contains("pg_stat_statements_calls_total{datname,queryid,user}");
            assertThat(all.text()).doesNotContain("team=", "target=\"");
            Page few = Page.parse(exporter.get("/probe?target=shop&module=few"));
            assertThat(few.values("pg_locks_count")).isNotEmpty();
            assertThat(few.values("pg_scrape_collector_success")).hasSize(2);
            assertThat(few.values("pg_settings_max_connections")).isEmpty();
            Page one = Page.parse(exporter.get("/probe?target=shop&collect[]=locks".replace("[]", "%5B%5D")));
            assertThat(one.values("pg_scrape_collector_success")).hasSize(1);
        }
    }

    @Test
    void aProbeTakesConfiguredTargetsOnly() throws Exception {
        try (TestExporter exporter =
                TestExporter.start(folder, "modules: {few: [locks]}\ntargets:\n" + target("shop", ""))) {
            assertThat(exporter.get("/probe")).startsWith("Expected one parameter target");
            assertThat(exporter.get("/probe?target=jdbc:postgresql://x/?password=hidden"))
                    .startsWith("There is no target of this name")
                    .doesNotContain("hidden");
            assertThat(exporter.get("/probe?target=shop&module=none"))
                    .isEqualTo("There is no such module in the configuration; expected one of modules: few\n");
        }
    }

    @Test
    void aNameThatNoCollectorHasIsTold() throws Exception {
        String yaml = "modules: {few: [locks, lokcs], old: [bgwriter*]}\ntargets:\n" + target("shop", "");
        try (TestExporter exporter = TestExporter.start(folder, yaml)) {
            assertThat(exporter.log())
                    .contains("modules.few: no target has a collector lokcs;")
                    .contains("modules.old: no target has a collector bgwriter*;")
                    .doesNotContain("collector locks;");
            assertThat(exporter.get("/probe?target=shop&module=old"))
                    .startsWith(
                            "Nothing that module and collect[] name is a collector of this target; expected some of: ")
                    .contains(", locks, ");
            Page beside = Page.parse(exporter.get("/probe?target=shop&collect%5B%5D=lokcs&collect%5B%5D=locks"));
            assertThat(beside.values("pg_scrape_collector_success")).hasSize(1);
        }
    }

    @Test
    void prometheusDiscoversTheTargets() throws Exception {
        String yaml = "targets:\n" + target("shop", ", labels: {team: 'the \"blue\"'}") + target("other", "");
        try (TestExporter exporter = TestExporter.start(folder, yaml)) {
            assertThat(exporter.get("/sd").replaceAll("\\b\\d{4,5}\\b", "PORT")).isEqualTo("""
                    [
                      {"targets": ["127.0.0.1:PORT"], "labels": {"__metrics_path__": "/probe", "__param_target": "shop", \
                    "server_address": "127.0.0.1", "server_port": "PORT", "target": "shop", "team": "the \\"blue\\""}},
                      {"targets": ["127.0.0.1:PORT"], "labels": {"__metrics_path__": "/probe", "__param_target": "other", \
                    "server_address": "127.0.0.1", "server_port": "PORT", "target": "other"}}
                    ]
                    """);
        }
    }

    @Test
    void aReloadKeepsWhatDidNotChange() throws Exception {
        try (TestExporter exporter =
                TestExporter.start(folder, "targets:\n" + target("shop", "") + target("going", ""))) {
            exporter.scrape();
            double calls = exporter.scrape().sum("pg_stat_statements_calls_total", "target=\"shop\"");
            assertThat(calls).isPositive();
            TestExporter.rewrite(folder, "targets:\n" + target("shop", "") + target("new", ""));
            assertThat(exporter.reload()).isEqualTo("The configuration was read again.\n");
            Page page = exporter.scrape();
            assertThat(page.values("pg_up")).hasSize(2).containsOnly(1.0);
            assertThat(page.values("pg_up", "target=\"going\"")).isEmpty();
            assertThat(page.sum("pg_stat_statements_calls_total", "target=\"shop\""))
                    .isGreaterThanOrEqualTo(calls);
            assertThat(page.values("hikaricp_connections", "pool=\"going\"")).isEmpty();
            // HikariCP counts its connections once a second: before, it may still tell of the time when there was none.
            exporter.await(later -> later.value("hikaricp_connections", "pool=\"shop\"") == 1);
            assertThat(page.value("sonde_config_last_reload_successful")).isEqualTo(1);
        }
    }

    @Test
    void aBadConfigurationLeavesTheOldOneRunningAndSaysWhy() throws Exception {
        try (TestExporter exporter = TestExporter.start(folder, "targets:\n" + target("shop", ""))) {
            double before = exporter.scrape().value("sonde_config_last_reload_success_timestamp_seconds");
            TestExporter.rewrite(folder, "targets:\n" + target("shop", ", colour: red"));
            assertThat(exporter.reload())
                    .startsWith("The configuration cannot be used, the old one goes on:\n")
                    .contains("sonde.yml:3: targets[0].colour: unknown key");
            Page page = exporter.scrape();
            assertThat(page.value("pg_up")).isEqualTo(1);
            assertThat(page.value("sonde_config_last_reload_successful")).isZero();
            assertThat(page.value("sonde_config_last_reload_success_timestamp_seconds"))
                    .isEqualTo(before);
            assertThat(exporter.log()).contains("level=error msg=\"the configuration cannot be used");
            TestExporter.rewrite(folder, "targets: " + "[".repeat(100_000));
            assertThat(exporter.reload()).contains("nested too deeply");
            assertThat(exporter.scrape().value("pg_up")).isEqualTo(1);
        }
    }

    @Test
    void whatIsProbablyMistakenIsToldAndCostsNothingElse() throws Exception {
        String yaml = "targets_files: ['targts/*.yml']\ntargets:\n" + target("shop", ", collectors: [locks, lokcs]");
        try (TestExporter exporter = TestExporter.start(folder, yaml)) {
            assertThat(exporter.scrape().values("pg_locks_count")).isNotEmpty();
            assertThat(exporter.log())
                    .contains("level=warn msg=\"targets_files: there is no file targts/*.yml")
                    .contains("level=warn msg=\"target shop: collectors: there is no collector lokcs here");
        }
    }

    @Test
    void targetsComeFromFilesThatChange() throws Exception {
        Path targets = Files.createDirectory(folder.resolve("targets"));
        Files.writeString(targets.resolve("a.yml"), "targets:\n" + target("one", ""));
        try (TestExporter exporter = TestExporter.start(folder, "targets_files: ['targets/*.yml']\n")) {
            assertThat(exporter.scrape().values("pg_up")).hasSize(1);
            Files.writeString(targets.resolve("b.yml"), "targets:\n" + target("two", ""));
            // Without being asked, within its ten seconds.
            Page page = await(exporter, Duration.ofSeconds(40), 2);
            assertThat(page.values("pg_up", "target=\"two\"")).hasSize(1);
        }
    }

    private static Page await(TestExporter exporter, Duration patience, int targets)
            throws IOException, InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        Page page = exporter.scrape();
        while (page.values("pg_up").size() != targets && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            page = exporter.scrape();
        }
        return page;
    }

    @Test
    void checkSaysWhatWillBeCollectedAndWhatNot() throws Exception {
        Path file = Files.writeString(
                folder.resolve("sonde.yml"),
                "targets:\n" + target("shop", ", exclude_collectors: [locks], collectors: ['*', lokcs]")
                        + target("gone", "").replace(server.url(), "jdbc:postgresql://127.0.0.1:1/shop"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                Map.of(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                "check",
                "--config.file=" + file);
        assertThat(code).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("shop  jdbc:postgresql://127.0.0.1:")
                .containsPattern("  up: postgresql 18\\.\\d+\\.0\n")
                .containsPattern("  ok    stat_database: \\d+ series in \\d+ ms\n")
                .contains("  -     locks: not chosen by the configuration")
                .contains("  ?     there is no collector lokcs here")
                .containsPattern("  databases that are visited: postgres.*second")
                .contains("gone  jdbc:postgresql://127.0.0.1:1/shop", "  down: unreachable: ")
                .doesNotContain(TestServer.PASSWORD);
    }

    @Test
    void theRoleOfTheGrantsCollectsEverything() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertThat(Main.run(Map.of(), print, print, "grants", "postgres")).isZero();
        String sql = out.toString(StandardCharsets.UTF_8).replaceAll("\\bsonde\\b", "granted");
        server.sql(sql.split(";\n"));
        server.sql("ALTER ROLE granted PASSWORD 'granted-secret'");
        String yaml = "targets:\n"
                + target("shop", "")
                        .replace("username: sonde", "username: granted")
                        .replace(TestServer.PASSWORD, "granted-secret");
        try (TestExporter exporter = TestExporter.start(folder, yaml)) {
            Page page = exporter.scrape();
            assertThat(page.value("pg_up")).isEqualTo(1);
            // Plans alone need more, and the printed text says so.
            assertThat(page.values("sonde_target_collector_skipped_info", "reason=\"privilege_missing\""))
                    .hasSameSizeAs(page.values(
                            "sonde_target_collector_skipped_info",
                            "reason=\"privilege_missing\"",
                            "collector=\"plans\""));
            assertThat(sql).contains("-- GRANT pg_read_all_data TO granted");
            assertThat(page.value("sonde_statement_rows_skipped", "reason=\"privilege_missing\""))
                    .isZero();
            assertThat(page.values("pg_scrape_collector_success", "collector=\"stat_statements\""))
                    .containsExactly(1.0);
        }
    }

    @Test
    void grantsForWhatThereIsNot() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertThat(Main.run(Map.of(), print, print, "grants", "oracle")).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("sonde-exporter: grants expects postgres or mysql; found oracle");
    }
}
