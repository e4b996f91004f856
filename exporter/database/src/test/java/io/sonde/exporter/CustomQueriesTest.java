package io.sonde.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users' queries on databases that Sonde knows nothing of, with results as they should be and as they should not. */
@SuppressWarnings("NullAway.Init") // Set by JUnit.
class CustomQueriesTest {

    private static final String H2 = "jdbc:h2:mem:custom;DB_CLOSE_DELAY=-1";

    @TempDir
    private Path folder;

    private Connection keep;

    @BeforeEach
    void fill() throws SQLException {
        keep = DriverManager.getConnection(H2, "sa", "");
        sql(
                "CREATE TABLE orders (status VARCHAR, amount DOUBLE PRECISION)",
                "INSERT INTO orders VALUES ('new', 2), ('new', 3), ('paid', NULL)");
    }

    @AfterEach
    void drop() throws SQLException {
        sql("SHUTDOWN");
        keep.close();
    }

    private void sql(String... statements) throws SQLException {
        try (Statement statement = keep.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String target() {
        return "targets:\n  - {name: mem, url: '" + H2 + "', username: sa, labels: {team: blue}}\n";
    }

    private static String query(String name, String sql, String more, String metric) {
        return "  - {name: " + name + ", sql: \"" + sql + "\"" + more + ", metrics: [{" + metric
                + ", help: Some help.}]}\n";
    }

    @Test
    void rowsBecomeMetricsOfEachType() throws Exception {
        String yaml = """
                queries:
                  - name: orders
                    sql: >
                      SELECT status, count(*) AS number, sum(amount) AS money, 1 AS le_1, 2 AS le_2, 3 AS n, 4.5 AS total
                      FROM orders GROUP BY status ORDER BY status
                    metrics:
                      - {name: shop_orders, type: gauge, help: Orders by status., value: number, labels: [status]}
                      - {name: shop_money_total, type: counter, help: Money by status., value: money, labels: [status]}
                      - {name: shop_status_info, type: info, help: What there is., labels: [status]}
                      - {name: shop_size, type: histogram, help: Sizes., labels: [status], buckets: {0.5: le_1, 1: le_2}, sum: total, count: n}
                """ + target();
        try (TestExporter exporter = TestExporter.start(folder, yaml)) {
            Page page = exporter.scrape();
            assertThat(page.text()
                            .lines()
                            .filter(line -> (line.contains("shop_") && !line.startsWith("# TYPE"))
                                    || line.contains("sonde_db_"))
                            .filter(line -> !line.startsWith("#") || line.startsWith("# HELP shop_"))
                            .filter(line -> !line.contains("duration"))
                            .map(line -> line.replaceAll("(short_)?version=\"[^\"]*\"", "$1version=\"V\""))
                            .collect(Collectors.joining("\n", "", "\n")))
                    .isEqualTo("""
                            # HELP shop_money_total Money by status.
                            shop_money_total{db_system_name="h2database",status="new",target="mem",team="blue"} 5.0
                            # HELP shop_orders Orders by status.
                            shop_orders{db_system_name="h2database",status="new",target="mem",team="blue"} 2.0
                            shop_orders{db_system_name="h2database",status="paid",target="mem",team="blue"} 1.0
                            # HELP shop_size Sizes.
                            shop_size_bucket{db_system_name="h2database",status="new",target="mem",team="blue",le="0.5"} 1
                            shop_size_bucket{db_system_name="h2database",status="new",target="mem",team="blue",le="1.0"} 2
                            shop_size_bucket{db_system_name="h2database",status="new",target="mem",team="blue",le="+Inf"} 3
                            shop_size_count{db_system_name="h2database",status="new",target="mem",team="blue"} 3
                            shop_size_sum{db_system_name="h2database",status="new",target="mem",team="blue"} 4.5
                            shop_size_bucket{db_system_name="h2database",status="paid",target="mem",team="blue",le="0.5"} 1
                            shop_size_bucket{db_system_name="h2database",status="paid",target="mem",team="blue",le="1.0"} 2
                            shop_size_bucket{db_system_name="h2database",status="paid",target="mem",team="blue",le="+Inf"} 3
                            shop_size_count{db_system_name="h2database",status="paid",target="mem",team="blue"} 3
                            shop_size_sum{db_system_name="h2database",status="paid",target="mem",team="blue"} 4.5
                            # HELP shop_status_info What there is.
                            shop_status_info{db_system_name="h2database",status="new",target="mem",team="blue"} 1
                            shop_status_info{db_system_name="h2database",status="paid",target="mem",team="blue"} 1
                            sonde_db_collector_success{collector="orders",db_system_name="h2database",target="mem",team="blue"} 1.0
                            sonde_db_last_scrape_error{db_system_name="h2database",target="mem",team="blue"} 0.0
                            sonde_db_up{db_system_name="h2database",target="mem",team="blue"} 1.0
                            sonde_db_version_info{db_system_name="h2database",short_version="V",target="mem",team="blue",version="V"} 1
                            """);
            assertThat(exporter.get("/probe?target=mem")).contains("\nshop_orders{status=\"new\"} 2.0\n");
        }
    }

    @Test
    void whatGoesWrongWithOneQueryCostsTheOthersNothing() throws Exception {
        String gauge = "name: %s, type: gauge, value: v, labels: [l]";
        String yaml = "queries:\n"
                + query(
                        "endless",
                        "SELECT count(*) AS v, 'x' AS l FROM system_range(1, 1000000000000) a WHERE mod(x * x, 7) = 9",
                        ", timeout: 300ms",
                        gauge.formatted("g_endless"))
                + query(
                        "million",
                        "SELECT x AS v, x AS l FROM system_range(1, 1000000)",
                        "",
                        gauge.formatted("g_million"))
                + query("twice", "SELECT 1 AS v, 'x' AS l FROM system_range(1, 2)", "", gauge.formatted("g_twice"))
                + query("text", "SELECT 'abc' AS v, 'x' AS l", "", gauge.formatted("g_text"))
                + query("column", "SELECT 1 AS v", "", gauge.formatted("g_column"))
                + query("nan", "SELECT cast('NaN' AS DOUBLE PRECISION) AS v, 'x' AS l", "", gauge.formatted("g_nan"))
                + query(
                        "negative",
                        "SELECT -1 AS v, 'x' AS l",
                        "",
                        "name: g_total, type: counter, value: v, labels: [l]")
                + query("table", "SELECT v, l FROM nowhere", "", gauge.formatted("g_table"))
                + query(
                        "expected",
                        "SELECT v, l FROM nowhere",
                        ", expected_failures: ['42S02', 42S04]",
                        gauge.formatted("g_exp"))
                + query("later", "SELECT 1 AS v, 'x' AS l", ", min_version: '3'", gauge.formatted("g_later"))
                + query("earlier", "SELECT 1 AS v, 'x' AS l", ", max_version: '1.4'", gauge.formatted("g_earlier"))
                + query("other", "SELECT 1 AS v, 'x' AS l", ", systems: [postgresql]", gauge.formatted("g_other"))
                + query("nulls", "SELECT NULL AS v, 'x' AS l UNION ALL SELECT 1, NULL", "", gauge.formatted("g_nulls"))
                + query("writes", "UPDATE orders SET amount = 0", "", gauge.formatted("g_writes"))
                + query("good", "SELECT 1 AS v, 'x\\\"\\n' AS l", "", gauge.formatted("g_good"))
                + target();
        try (TestExporter exporter = TestExporter.start(folder, yaml)) {
            long start = System.nanoTime();
            Page page = exporter.scrape();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
            assertThat(page.values("g_good")).containsExactly(1.0);
            assertThat(page.values("g_nan")).containsExactly(Double.NaN);
            assertThat(page.value("g_nulls")).isEqualTo(1);
            assertThat(reasons(page)).isEqualTo("""
                    collector="column" reason="bad_result"
                    collector="earlier" reason="not_configured"
                    collector="endless" reason="statement_timeout"
                    collector="expected" reason="not_configured"
                    collector="later" reason="server_too_old"
                    collector="million" reason="too_many_rows"
                    collector="negative" reason="bad_result"
                    collector="table" reason="failed"
                    collector="text" reason="bad_result"
                    collector="twice" reason="bad_result"
                    collector="writes" reason="failed"
                    """);
            assertThat(page.text())
                    .contains("remedy=\"another query text: the column v should be a number and is another text\"")
                    .contains("remedy=\"another query column: there is no column l\"")
                    .doesNotContain("abc");
            assertThat(page.values("sonde_db_collector_success", "collector=\"other\""))
                    .isEmpty();
        }
    }

    private static String reasons(Page page) {
        return page.series().keySet().stream()
                .filter(series -> series.startsWith("sonde_target_collector_skipped_info"))
                .map(series -> series.replaceAll(".*(collector=\"\\w+\").*(reason=\"\\w+\").*", "$1 $2"))
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void aQueryWithAnIntervalRunsInTheBackgroundAndAStaleResultGoes() throws Exception {
        String yaml = "queries:\n"
                + query(
                        "slow",
                        "SELECT count(*) AS v FROM orders",
                        ", interval: 1s",
                        "name: g_slow, type: gauge, value: v")
                + target();
        try (TestExporter exporter = TestExporter.start(folder, yaml)) {
            assertThat(await(exporter, "g_slow", 3)).isTrue();
            sql("INSERT INTO orders VALUES ('late', 1)");
            assertThat(await(exporter, "g_slow", 4)).isTrue();
            sql("DROP TABLE orders");
            long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            Page page = exporter.scrape();
            while (!page.values("g_slow").isEmpty() && System.nanoTime() - until < 0) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                page = exporter.scrape();
            }
            assertThat(page.values("g_slow")).isEmpty();
            assertThat(page.value("sonde_db_collector_success", "collector=\"slow\""))
                    .isZero();
        }
    }

    private static boolean await(TestExporter exporter, String metric, double value) throws Exception {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() - until < 0) {
            if (exporter.scrape().values(metric).contains(value)) {
                return true;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        return false;
    }

    @Test
    void sqliteIsReadAndNotWrittenAndAnEndlessQueryEnds() throws Exception {
        Path file = folder.resolve("shop.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (v INTEGER)");
            statement.execute("INSERT INTO t VALUES (42)");
        }
        String yaml = "queries:\n"
                + query("read", "SELECT v FROM t", "", "name: g_read, type: gauge, value: v")
                + query(
                        "endless",
                                "WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n) SELECT max(v) AS v FROM n",
                        ", timeout: 300ms", "name: g_endless, type: gauge, value: v")
                + query("write", "DELETE FROM t RETURNING v", "", "name: g_write, type: gauge, value: v")
                + "targets:\n  - {name: file, url: 'jdbc:sqlite:" + file + "'}\n";
        try (TestExporter exporter = TestExporter.start(folder, yaml)) {
            exporter.scrape();
            Page page = exporter.scrape();
            assertThat(page.value("sonde_db_up", "db_system_name=\"sqlite\"")).isEqualTo(1);
            assertThat(page.value("g_read")).isEqualTo(42);
            assertThat(page.values("g_write")).isEmpty();
            assertThat(reasons(page)).isEqualTo("""
                    collector="endless" reason="statement_timeout"
                    collector="write" reason="failed"
                    """);
        }
    }

    @Test
    void driversComeFromAFolder() throws Exception {
        Path jar = Path.of(org.h2.Driver.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path drivers = Files.createDirectory(folder.resolve("drivers"));
        Files.copy(jar, drivers.resolve("some-driver.jar"));
        // In memory, and so in the class loader of the driver: ours sees another database of that name.
        String yaml = "drivers: drivers\nqueries:\n"
                + query(
                        "tables",
                        "SELECT count(*) AS v FROM information_schema.tables WHERE table_name = 'ORDERS'",
                        "",
                        "name: g_tables, type: gauge, value: v")
                + target();
        try (TestExporter exporter = TestExporter.start(folder, yaml)) {
            assertThat(exporter.scrape().value("g_tables")).isZero();
        }
        String without = "targets:\n  - {name: none, url: 'jdbc:nosuch:x'}\n";
        try (TestExporter exporter = TestExporter.start(folder, without)) {
            Page page = exporter.scrape();
            assertThat(page.value("sonde_db_up")).isZero();
            assertThat(page.value(
                            "sonde_target_collector_skipped_info",
                            "collector=\"connection\"",
                            "reason=\"driver_missing\""))
                    .isEqualTo(1);
        }
    }
}
