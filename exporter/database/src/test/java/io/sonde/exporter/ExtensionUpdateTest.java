package io.sonde.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.core.sql.Dialect;
import io.sonde.core.sql.Notation;
import io.sonde.core.sql.QueryId;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pg_stat_statements} updated, dropped and made anew, while the exporter reads it. */
@SuppressWarnings("NullAway.Init") // Set by JUnit.
class ExtensionUpdateTest {

    private static final String SQL = "SELECT count(*) FROM pg_class";
    private static final String QUERY =
            "query_id=\"" + QueryId.format(QueryId.of(SQL, Dialect.POSTGRESQL, Notation.JDBC)) + "\"";
    private static final String CALLS = "pg_stat_statements_calls_total";

    @TempDir
    private Path folder;

    @Test
    void countersGoOnAcrossIt() throws Exception {
        try (TestServer server = TestServer.start()) {
            server.sql("CREATE EXTENSION pg_stat_statements VERSION '1.8'");
            String yaml = "targets:\n  - {name: shop, url: '" + server.url() + "', username: sonde, password: "
                    + TestServer.PASSWORD + "}\n";
            try (TestExporter exporter = TestExporter.startAsItComes(folder, yaml)) {
                execute(server, 5);
                Page before = exporter.scrape();
                assertThat(before.value(CALLS, QUERY)).isEqualTo(5);
                // With 1.9 rows are told apart by whether they are top-level, with 1.11 also by when they began to
                // count.
                for (String version : new String[] {"1.9", "1.12"}) {
                    server.sql("ALTER EXTENSION pg_stat_statements UPDATE TO '" + version + "'");
                    Page updated = exporter.scrape();
                    assertThat(updated.value("pg_scrape_collector_success", "collector=\"stat_statements\""))
                            .isEqualTo(1);
                    assertThat(updated.value(CALLS, QUERY)).as(version).isEqualTo(before.value(CALLS, QUERY));
                    assertThat(updated.sum(CALLS) - before.sum(CALLS))
                            .as(version)
                            .isLessThan(100);
                    execute(server, 2);
                    before = exporter.scrape();
                    assertThat(before.value(CALLS, QUERY)).as(version).isEqualTo(updated.value(CALLS, QUERY) + 2);
                }
                server.sql("DROP EXTENSION pg_stat_statements");
                Page without = exporter.scrape();
                assertThat(without.values(CALLS)).isEmpty();
                assertThat(without.value("sonde_target_collector_skipped_info", "reason=\"extension_missing\""))
                        .isEqualTo(1);
                server.sql("CREATE EXTENSION pg_stat_statements VERSION '1.10'");
                assertThat(exporter.scrape().value(CALLS, QUERY)).isEqualTo(before.value(CALLS, QUERY));
            }
        }
    }

    private static void execute(TestServer server, int times) throws Exception {
        String[] all = new String[times];
        Arrays.fill(all, SQL);
        server.sql(all);
    }
}
