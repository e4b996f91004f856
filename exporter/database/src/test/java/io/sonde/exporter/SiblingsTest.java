package io.sonde.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Targets that are databases of one server, which share out what there is to tell of it. */
@SuppressWarnings("NullAway.Init") // Set by JUnit.
class SiblingsTest {

    private static TestServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startServer() throws IOException, SQLException {
        server = TestServer.start();
        server.sql("CREATE EXTENSION pg_stat_statements", "CREATE DATABASE second", "CREATE DATABASE third");
        server.sqlIn("second", "CREATE EXTENSION pg_stat_statements", "CREATE TABLE of_second (id int)");
        server.sqlIn("third", "CREATE TABLE of_third (id int)");
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    private static String target(String name, String database, String password) {
        return "  - {name: " + name + ", url: '" + server.url().replace("/postgres", "/" + database)
                + "', username: sonde, password: " + password + "}\n";
    }

    @Test
    void eachTellsOfItsOwnDatabaseAndTheFirstOfThoseThatNoTargetHas() throws Exception {
        String yaml = "targets:\n" + target("first", "postgres", TestServer.PASSWORD)
                + target("other", "second", TestServer.PASSWORD);
        try (TestExporter exporter = TestExporter.start(folder, yaml);
                Connection busy = DriverManager.getConnection(
                        server.url().replace("/postgres", "/second"), "postgres", "postgres");
                Statement statement = busy.createStatement()) {
            var sleeper = new Thread(() -> sleep(statement), "sleeper");
            sleeper.start();
            Page page = exporter.await(p -> p.sum("sonde_postgres_active_session_seconds_total", "target=\"other\"") > 1
                    && !p.values("pg_stat_user_tables_seq_scan", "relname=\"of_third\"")
                            .isEmpty()
                    && !p.values("pg_stat_user_tables_seq_scan", "relname=\"of_second\"")
                            .isEmpty());
            statement.cancel();
            sleeper.join();

            for (String metric :
                    new String[] {"pg_stat_database_xact_commit", "pg_locks_count", "pg_stat_activity_count"}) {
                assertThat(page.values(metric, "datname=\"third\"", "target=\"first\""))
                        .as(metric)
                        .isNotEmpty();
                assertThat(page.values(metric, "datname=\"second\"", "target=\"other\""))
                        .as(metric)
                        .isNotEmpty();
                assertThat(page.values(metric, "datname=\"second\"", "target=\"first\""))
                        .as(metric)
                        .isEmpty();
                assertThat(page.values(metric, "datname=\"third\"", "target=\"other\""))
                        .as(metric)
                        .isEmpty();
            }
            assertThat(page.values("pg_stat_user_tables_seq_scan", "relname=\"of_second\""))
                    .hasSize(1);
            assertThat(page.values("pg_stat_user_tables_seq_scan", "relname=\"of_third\"", "target=\"first\""))
                    .hasSize(1);
            assertThat(page.values(
                            "sonde_postgres_active_session_seconds_total", "datname=\"second\"", "target=\"first\""))
                    .isEmpty();
            assertThat(page.values("pg_stat_statements_calls_total", "datname=\"second\"", "target=\"first\""))
                    .isEmpty();
            assertThat(page.values("pg_stat_statements_calls_total", "datname=\"second\"", "target=\"other\""))
                    .isNotEmpty();

            // Of what is the server's, such as its limit of connections, each tells all.
            assertThat(page.sum("sonde_postgres_connections", "target=\"other\""))
                    .isGreaterThanOrEqualTo(3)
                    .isCloseTo(page.sum("sonde_postgres_connections", "target=\"first\""), within(1.0));
            int looking = Integer.parseInt(
                    server.ask(
                            "SELECT count(*) FROM pg_stat_activity"
                                    + " WHERE application_name = 'sonde-exporter' AND query LIKE '%track_activity%pg_stat_get_activity(NULL) a%'"));
            assertThat(looking).isEqualTo(1);
        }
    }

    private static void sleep(Statement statement) {
        try {
            statement.execute("SELECT pg_sleep(60)");
        } catch (SQLException e) {
            // Cancelled, which ends it.
        }
    }

    @Test
    void targetsOfOneDatabaseEachTellAllOfIt() throws Exception {
        String yaml = "targets:\n" + target("first", "second", TestServer.PASSWORD)
                + target("again", "second", TestServer.PASSWORD);
        try (TestExporter exporter = TestExporter.start(folder, yaml)) {
            Page page = exporter.await(p -> p.values("pg_stat_user_tables_seq_scan", "relname=\"of_second\"")
                            .size()
                    == 2);
            for (String target : new String[] {"target=\"first\"", "target=\"again\""}) {
                assertThat(page.values("pg_stat_user_tables_seq_scan", "relname=\"of_second\"", target))
                        .as(target)
                        .hasSize(1);
                assertThat(page.values("pg_stat_database_xact_commit", "datname=\"second\"", target))
                        .as(target)
                        .hasSize(1);
                assertThat(page.values("pg_stat_statements_calls_total", "datname=\"second\"", target))
                        .as(target)
                        .isNotEmpty();
            }
            assertThat(page.values("pg_stat_database_xact_commit", "datname=\"third\""))
                    .hasSize(1);
        }
    }

    @Test
    void textsAreReadOnceForAllOfThem() throws Exception {
        server.sql("SELECT pg_stat_statements_reset()", "SELECT 1 AS asked_in_postgres");
        server.sqlIn("second", "SELECT 1 AS asked_in_second");
        String yaml = "collection: {statement_texts_interval: 1h}\ntargets:\n"
                + target("first", "postgres", TestServer.PASSWORD) + target("other", "second", TestServer.PASSWORD);
        try (TestExporter exporter = TestExporter.startAsItComes(folder, yaml)) {
            Page page = exporter.await(
                    p -> p.text().contains("asked_in_postgres") && p.text().contains("asked_in_second"));
            assertThat(page.values("pg_stat_statements_calls_total", "datname=\"second\"", "target=\"other\""))
                    .isNotEmpty();
            assertThat(
                            server.ask(
                                    "SELECT sum(calls) FROM pg_stat_statements WHERE query LIKE 'SELECT s.userid%octet_length(s.query)%'"))
                    .isEqualTo("1");
        }
    }

    @Test
    void theNextTellsOfTheRestWhenTheFirstIsDown() throws Exception {
        String yaml =
                "targets:\n" + target("first", "postgres", "wrong") + target("other", "second", TestServer.PASSWORD);
        try (TestExporter exporter = TestExporter.start(folder, yaml)) {
            Page page = exporter.await(
                    p -> !p.values("pg_stat_database_xact_commit", "datname=\"third\"", "target=\"other\"")
                                    .isEmpty()
                            && p.sum("sonde_postgres_activity_samples_total", "target=\"other\"") > 0);
            assertThat(page.value("pg_up", "target=\"first\"")).isZero();
            assertThat(page.values("pg_stat_database_xact_commit", "datname=\"postgres\"", "target=\"other\""))
                    .isNotEmpty();
        }
    }
}
