package io.sonde.verify.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.agent.app.Workload;
import io.sonde.verify.jdk.Jdk;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Executions of real drivers, alone and in a pool, counted by the packaged agent. */
final class AgentJdbcIT {

    private static final Pattern COUNT =
            Pattern.compile("db_client_operation_duration_seconds_count\\{(.*)} (\\d+)(\\.0)?");

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @ParameterizedTest
    @CsvSource({"17,direct", "17,pool", "25,direct", "25,pool"})
    void eachExecutionOnPostgresqlCountsOnce(int version, String way) throws Exception {
        String database = "shop_" + version + "_" + way;
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database);
        }
        String url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + database + "?user=postgres";
        AgentRun run =
                AgentRun.of(Jdk.require(version), Workload.class, way, url).succeeded();
        String server = "db_namespace=\"" + database + "\",db_system_name=\"postgresql\",server_address=\"localhost\","
                + "server_port=\"" + postgres.getPort() + "\"";
        assertThat(run.ownError()).doesNotContain("[sonde]");
        assertThat(run.output()).contains("failed: 23505\nfailed: 42601\n");
        assertThat(counts(run, server)).containsExactlyInAnyOrderElementsOf(EXPECTED);
        assertThat(run.page())
                .contains("error_type=\"org.postgresql.util.PSQLException\"")
                .contains("sqlstate_class=\"23\"")
                .contains("sqlstate_class=\"42\"")
                .contains("db_query_text=\"select name from items where id = ?\"");
        assertThat(run.series("sonde_batch_elements_total")).hasSize(2).anyMatch(line -> line.endsWith(" 5.0"));
        run.withoutSuppressedFailures();
    }

    @ParameterizedTest
    @CsvSource({"17,direct", "17,sidedoor", "25,pool", "25,poolsidedoor"})
    void eachExecutionOnH2CountsOnce(int version, String way) throws Exception {
        AgentRun run = AgentRun.of(Jdk.require(version), Workload.class, way, "jdbc:h2:mem:" + way)
                .succeeded();
        String server = "db_namespace=\"" + way + "\",db_system_name=\"h2database\"";
        assertThat(counts(run, server)).containsExactlyInAnyOrderElementsOf(EXPECTED);
        run.withoutSuppressedFailures();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void aDriverOnTheModulePathIsWoven(int version) throws Exception {
        int port = AgentRun.freePort();
        AgentRun run = AgentRun.of(
                        Jdk.require(version),
                        port,
                        List.of("-javaagent:" + AgentRun.agentJar() + "=host=127.0.0.1,port=" + port),
                        List.of(
                                "-p",
                                AgentRun.jar(org.h2.Driver.class),
                                "--add-modules",
                                "com.h2database",
                                "-cp",
                                AgentRun.classPath(),
                                Workload.class.getName()),
                        "direct",
                        "jdbc:h2:mem:modular")
                .succeeded();
        assertThat(counts(run, "db_namespace=\"modular\",db_system_name=\"h2database\""))
                .containsExactlyInAnyOrderElementsOf(EXPECTED);
        run.withoutSuppressedFailures();
    }

    /** What {@link #counts} gives for a {@link Workload}. */
    static final List<String> EXPECTED = List.of(
            "CREATE 1",
            "INSERT 1",
            "INSERT failed 1",
            "BATCH INSERT 1",
            "SELECT 7",
            "SELECT 3",
            " failed 1",
            "BATCH DELETE 1",
            "UPDATE 1");

    /** Operation, whether it failed, and count, of each series of this server; each series must be of it. */
    static List<String> counts(AgentRun run, String server) {
        return run.page()
                .lines()
                .map(COUNT::matcher)
                .filter(Matcher::matches)
                .map(line -> {
                    String labels = line.group(1);
                    for (String label : server.split(",", -1)) {
                        assertThat(labels).contains(label);
                    }
                    return label(labels, "db_operation_name")
                            + (label(labels, "error_type").isEmpty() ? "" : " failed") + " " + line.group(2);
                })
                .toList();
    }

    private static String label(String labels, String name) {
        Matcher label = Pattern.compile(name + "=\"([^\"]*)\"").matcher(labels);
        return label.find() ? label.group(1) : "";
    }
}
