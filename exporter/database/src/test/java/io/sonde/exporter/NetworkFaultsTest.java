package io.sonde.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands between the exporter and a real server: networks that swallow, servers that are full, encryption. */
@SuppressWarnings("NullAway.Init") // Set by JUnit.
class NetworkFaultsTest {

    private static TestServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startServer() throws IOException, SQLException {
        server = TestServer.start();
        server.sql("CREATE EXTENSION pg_stat_statements");
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    private static String target(String name, int port, String more) {
        return "  - {name: " + name + ", url: 'jdbc:postgresql://127.0.0.1:" + port + "/postgres', username: sonde,"
                + " password: " + TestServer.PASSWORD + more + "}\n";
    }

    @Test
    void aNetworkThatSwallowsIsNoticedInTimeAndCostsTheOthersNothing() throws Exception {
        try (Hole hole = Hole.before(server.port())) {
            String yaml = "targets:\n"
                    + target("behind", hole.port(), ", connect_timeout: 1s, statement_timeout: 1s")
                    + target("beside", server.port(), "");
            try (TestExporter exporter = TestExporter.start(folder, yaml)) {
                assertThat(exporter.scrape().values("pg_up")).containsExactly(1.0, 1.0);
                hole.delivers(false);
                for (int i = 0; i < 3; i++) {
                    long start = System.nanoTime();
                    Page page = exporter.scrape(Duration.ofSeconds(3));
                    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
                    assertThat(page.value("pg_up", "target=\"behind\"")).isZero();
                    assertThat(page.values("pg_stat_database_xact_commit", "target=\"behind\""))
                            .isEmpty();
                    assertThat(page.value("pg_up", "target=\"beside\"")).isEqualTo(1);
                    assertThat(page.values("pg_stat_database_xact_commit", "target=\"beside\""))
                            .isNotEmpty();
                }
                hole.delivers(true);
                long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
                while (exporter.scrape().value("pg_up", "target=\"behind\"") != 1 && System.nanoTime() - until < 0) {
                    LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                }
                assertThat(exporter.scrape().value("pg_up", "target=\"behind\""))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void whoseFirstConnectionGetsNoAnswerInTimeIsUpAfterwards() throws Exception {
        try (Hole hole = Hole.before(server.port())) {
            String yaml = "targets:\n" + target("behind", hole.port(), ", connect_timeout: 1s, statement_timeout: 1s");
            hole.lastHeard("SHOW TRANSACTION ISOLATION LEVEL");
            try (TestExporter exporter = TestExporter.start(folder, yaml)) {
                assertThat(exporter.scrape().values("pg_up")).containsExactly(0.0);
                assertThat(hole.hasHeard()).isTrue();
                hole.deliversAnswers(true);
                long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
                Page page = exporter.scrape();
                while (page.value("pg_up") != 1 && System.nanoTime() - until < 0) {
                    page = exporter.scrape();
                }
                assertThat(page.values("pg_up")).containsExactly(1.0);
            }
        }
    }

    @Test
    void aNetworkThatSwallowsAnAnswerIsNoticedInTime() throws Exception {
        server.sql("CREATE TABLE held (n int)", "GRANT SELECT ON held TO sonde");
        try (Hole hole = Hole.before(server.port())) {
            String yaml = "targets:\n"
                    + target("behind", hole.port(), ", connect_timeout: 1s, statement_timeout: 3s")
                    + target("beside", server.port(), "")
                    + """
                    queries:
                      - name: held
                        targets: [behind]
                        sql: SELECT count(pg_sleep(60)::text) AS n FROM held
                        metrics: [{name: app_held, type: gauge, help: Rows., value: n}]
                    """;
            try (TestExporter exporter = TestExporter.start(folder, yaml)) {
                Page page = exporter.scrape();
                assertThat(page.values("pg_up")).containsExactly(1.0, 1.0);
                assertThat(page.value("app_held")).isZero();
                server.sql("INSERT INTO held VALUES (1)");
                FutureTask<Page> dying = new FutureTask<>(exporter::scrape);
                new Thread(dying, "dying").start();
                while (server.ask("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
                        .equals("0")) {
                    assertThat(dying.isDone()).as("a scrape without the query").isFalse();
                }
                hole.deliversAnswers(false);
                isDownBesideOthers(dying.get(10, TimeUnit.SECONDS));
                server.sql("DELETE FROM held");
                Duration timeout = Duration.ofSeconds(5);
                for (int i = 0; i < 3; i++) {
                    long start = System.nanoTime();
                    isDownBesideOthers(exporter.scrape(timeout));
                    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(timeout);
                }
                hole.deliversAnswers(true);
                long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
                page = exporter.scrape();
                while (page.value("pg_up", "target=\"behind\"") != 1 && System.nanoTime() - until < 0) {
                    page = exporter.scrape();
                }
                assertThat(page.values("pg_up")).containsExactly(1.0, 1.0);
                assertThat(page.value("app_held")).isZero();
            }
        } finally {
            server.sql("DROP TABLE held");
        }
    }

    /** Each behind a network of its own, and more of them than there are threads. */
    @Test
    void networksThatDieInTheMiddleOfQueriesCostTheOthersNothing() throws Exception {
        List<Hole> holes = new ArrayList<>();
        try {
            StringBuilder yaml =
                    new StringBuilder("collection: {statement_texts_interval: 0ms, threads: 2}\ntargets:\n");
            for (int i = 0; i < 4; i++) {
                Hole hole = Hole.before(server.port());
                holes.add(hole);
                hole.lastHeard("AS last_words");
                yaml.append(target("behind" + i, hole.port(), ", statement_timeout: 60s"));
            }
            yaml.append(target("beside", server.port(), "")).append("""
                    queries:
                      - name: words
                        targets: ['behind*']
                        sql: SELECT 1 AS last_words
                        metrics: [{name: app_words, type: gauge, help: Words., value: last_words}]
                    """);
            try (TestExporter exporter = TestExporter.startAsItComes(folder, yaml.toString())) {
                Duration timeout = Duration.ofSeconds(8);
                for (int i = 0; i < 2; i++) {
                    long start = System.nanoTime();
                    Page page = exporter.scrape(timeout);
                    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(timeout);
                    assertThat(page.values("app_words")).isEmpty();
                    assertThat(page.value("pg_up", "target=\"beside\"")).isEqualTo(1);
                    assertThat(page.values("pg_stat_database_xact_commit", "target=\"beside\""))
                            .isNotEmpty();
                }
                assertThat(holes).allMatch(Hole::hasHeard);
                holes.forEach(hole -> hole.deliversAnswers(true));
                // Much sooner than a statement may take.
                long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
                Page page = exporter.scrape(timeout);
                while (page.values("app_words").size() < holes.size() && System.nanoTime() - until < 0) {
                    page = exporter.scrape(timeout);
                }
                assertThat(page.values("app_words")).hasSameSizeAs(holes);
            }
        } finally {
            for (Hole hole : holes) {
                hole.close();
            }
        }
    }

    private static void isDownBesideOthers(Page page) {
        assertThat(page.value("pg_up", "target=\"behind\"")).isZero();
        assertThat(page.values("app_held")).isEmpty();
        assertThat(page.value("pg_up", "target=\"beside\"")).isEqualTo(1);
        assertThat(page.values("pg_stat_database_xact_commit", "target=\"beside\""))
                .isNotEmpty();
    }

    @Test
    void whoHasLessTimeIsAnsweredWhileAnotherWaitsForADeadTarget() throws Exception {
        try (Hole hole = Hole.before(server.port())) {
            // Whether it waits for a connection or, on one that was used a moment ago, for an answer.
            String yaml = "targets:\n"
                    + target("behind", hole.port(), ", connect_timeout: 60s, statement_timeout: 60s")
                    + target("beside", server.port(), "");
            try (TestExporter exporter = TestExporter.start(folder, yaml)) {
                assertThat(exporter.scrape().values("pg_up")).containsExactly(1.0, 1.0);
                hole.delivers(false);
                FutureTask<Page> patient = new FutureTask<>(() -> exporter.scrape(Duration.ofSeconds(60)));
                new Thread(patient, "patient").start();
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                Page page = exporter.scrape(Duration.ofSeconds(10));
                assertThat(page.value("pg_up", "target=\"behind\"")).isZero();
                assertThat(page.value("pg_up", "target=\"beside\"")).isEqualTo(1);
                assertThat(page.values("pg_stat_database_xact_commit", "target=\"beside\""))
                        .isNotEmpty();
                assertThat(patient.isDone()).isFalse();
                hole.cut();
                assertThat(patient.get(20, TimeUnit.SECONDS).values("pg_up")).containsExactlyInAnyOrder(0.0, 1.0);
            }
        }
    }

    @Test
    void aServerWhoseConnectionsAreAllTakenIsDownForThatReason() throws Exception {
        List<Connection> taken = new ArrayList<>();
        try (TestExporter exporter =
                TestExporter.start(folder, "targets:\n" + target("shop", server.port(), ", collectors: [locks]"))) {
            try {
                while (taken.size() < 40) {
                    taken.add(server.connect());
                }
            } catch (SQLException e) {
                assertThat(e.getSQLState()).isEqualTo("53300");
            }
            Page page = exporter.scrape();
            assertThat(page.value("pg_up")).isZero();
            assertThat(page.value("sonde_target_collector_skipped_info", "reason=\"too_many_connections\""))
                    .isEqualTo(1);
            for (Connection connection : taken) {
                connection.close();
            }
            long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (exporter.scrape().value("pg_up") != 1 && System.nanoTime() - until < 0) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
            assertThat(exporter.scrape().value("pg_up")).isEqualTo(1);
        }
    }

    @Test
    void aScrapeThatFindsItsServerDeadSaysSoSoon() throws Exception {
        TestServer dying = TestServer.start();
        try (TestExporter exporter = TestExporter.start(folder, "targets:\n" + target("shop", dying.port(), ""))) {
            assertThat(exporter.scrape().value("pg_up")).isEqualTo(1);
            dying.close();
            long start = System.nanoTime();
            assertThat(exporter.scrape().value("pg_up")).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2_500));
        } finally {
            dying.close();
        }
    }

    @Test
    void certificatesAreCheckedAsTheConfigurationSays() throws Exception {
        Path certificate = folder.resolve("server.pem");
        Path key = folder.resolve("server.key");
        selfSigned(certificate, key);
        Path other = folder.resolve("other.pem");
        selfSigned(other, folder.resolve("other.key"));
        Path home = Path.of(server.ask("SHOW data_directory"));
        Files.copy(certificate, home.resolve("server.crt"));
        Files.copy(key, home.resolve("server.key"));
        home.resolve("server.key").toFile().setReadable(false, false);
        home.resolve("server.key").toFile().setReadable(true, true);
        Files.setPosixFilePermissions(
                home.resolve("server.key"), java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        server.sql("ALTER SYSTEM SET ssl = on", "SELECT pg_reload_conf()");
        String verified = ", collectors: [locks], properties: {sslmode: verify-full, sslrootcert: '%s'}";
        String yaml = "targets:\n" + target("right", server.port(), verified.formatted(certificate))
                + target("wrong", server.port(), verified.formatted(other));
        try (TestExporter exporter = TestExporter.start(folder, yaml)) {
            Page page = exporter.scrape();
            assertThat(page.value("pg_up", "target=\"right\"")).isEqualTo(1);
            assertThat(page.value("pg_up", "target=\"wrong\"")).isZero();
            assertThat(server.ask("SELECT count(*) FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid)"
                            + " WHERE a.application_name = 'sonde-exporter' AND s.ssl"))
                    .isNotEqualTo("0");
        } finally {
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("ALTER SYSTEM RESET ssl");
                statement.execute("SELECT pg_reload_conf()");
            }
        }
    }

    private void selfSigned(Path certificate, Path key) throws Exception {
        Path store = folder.resolve(certificate.getFileName() + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-alias",
                        "server",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        Files.writeString(
                certificate, pem("CERTIFICATE", keys.getCertificate("server").getEncoded()));
        Files.writeString(
                key,
                pem(
                        "PRIVATE KEY",
                        keys.getKey("server", "changeit".toCharArray()).getEncoded()));
    }

    private static String pem(String type, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
    }
}
