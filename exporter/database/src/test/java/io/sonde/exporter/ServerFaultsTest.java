package io.sonde.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exporter and servers that stop, come back, or lack something from their start. */
@SuppressWarnings("NullAway.Init") // Set by JUnit.
class ServerFaultsTest {

    @TempDir
    private Path folder;

    @Test
    void aServerThatStopsAndComesBack() throws Exception {
        TestServer server = TestServer.start();
        int port = server.port();
        String yaml = "targets:\n  - {name: shop, url: '" + server.url() + "', username: sonde, password: "
                + TestServer.PASSWORD + "}\n";
        try (TestExporter exporter = TestExporter.start(folder, yaml)) {
            assertThat(exporter.scrape().value("pg_up")).isEqualTo(1);
            server.close();
            Page down = exporter.scrape();
            assertThat(down.value("pg_up")).isZero();
            assertThat(down.values("pg_stat_database_xact_commit")).isEmpty();
            assertThat(down.values("pg_settings_max_connections")).isEmpty();
            server = TestServer.start(port, true);
            Page back = exporter.scrape();
            assertThat(back.value("pg_up")).isEqualTo(1);
            assertThat(back.value("pg_settings_max_connections")).isEqualTo(30);
            // Which of the two it is depends on whether the server's parting words arrive before its socket is gone.
            assertThat(exporter.log())
                    .containsPattern("msg=\"target shop: no connection: (unreachable|not_accepting_connections)\"")
                    .contains("msg=\"target shop: connection is back\"")
                    .doesNotContain(TestServer.PASSWORD);
        } finally {
            server.close();
        }
    }

    @Test
    void anExtensionThatIsNotLoadedIsSaidWithWhatHelps() throws Exception {
        try (TestServer server = TestServer.start(0, false)) {
            server.sql("CREATE EXTENSION pg_stat_statements");
            String yaml = "targets:\n  - {name: shop, url: '" + server.url() + "', username: sonde, password: "
                    + TestServer.PASSWORD + "}\n";
            try (TestExporter exporter = TestExporter.start(folder, yaml)) {
                Page page = exporter.scrape();
                assertThat(page.value("pg_up")).isEqualTo(1);
                assertThat(page.value(
                                "sonde_target_collector_skipped_info",
                                "collector=\"stat_statements\"",
                                "reason=\"extension_not_loaded\""))
                        .isEqualTo(1);
                assertThat(exporter.log())
                        .contains("target shop: no stat_statements: extension_not_loaded; this helps: ");
                assertThat(page.text())
                        .contains("remedy=\"shared_preload_libraries = 'pg_stat_statements' in postgresql.conf");
            }
        }
    }
}
