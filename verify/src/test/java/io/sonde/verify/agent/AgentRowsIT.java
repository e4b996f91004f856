package io.sonde.verify.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.agent.app.RowReader;
import io.sonde.verify.jdk.Jdk;
import io.sonde.verify.servers.DatabaseServer;
import io.sonde.verify.servers.Servers;
import java.io.File;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows that an application reads through real drivers, counted by the packaged agent. */
final class AgentRowsIT {

    private static final Pattern SAMPLE = Pattern.compile("(\\w+)\\{(.*)} (\\S+)");

    /** Result sets and rows by main table. */
    private static final Map<String, String> EXPECTED = new TreeMap<>(Map.ofEntries(
            Map.entry("read_all", "3 of 60"),
            Map.entry("closed", "1 of 10"),
            Map.entry("statement_closed", "1 of 4"),
            Map.entry("executed_again", "2 of 35"),
            Map.entry("more_results", "1 of 6"),
            Map.entry("connection_closed", "1 of 7"),
            Map.entry("streamed", "2 of 55"),
            Map.entry("scrolled", "1 of 5"),
            Map.entry("row_set", "1 of 30"),
            Map.entry("slow", "1 of 2")));

    @ParameterizedTest
    @CsvSource({"17,direct", "25,pool"})
    void everyRowReadFromPostgresqlCountsOnce(int version, String way) throws Exception {
        countsEachRowOnce(version, way, Servers.postgres(18));
    }

    @ParameterizedTest
    @CsvSource({"17,pool", "25,direct"})
    void everyRowReadFromH2CountsOnce(int version, String way) throws Exception {
        countsEachRowOnce(version, way, "jdbc:h2:mem:rows");
    }

    @Test
    void everyRowReadFromMariaDbCountsOnce() throws Exception {
        countsEachRowOnce(17, "direct", Servers.mariaDb());
    }

    @Test
    void everyRowReadFromMySqlCountsOnce() throws Exception {
        countsEachRowOnce(25, "direct", Servers.mySql());
    }

    @Test
    void everyRowReadFromMySql8CountsOnce() throws Exception {
        countsEachRowOnce(17, "direct", Servers.mySql8());
    }

    private static void countsEachRowOnce(int version, String way, DatabaseServer server) throws Exception {
        String database = "rows_" + version + "_" + way;
        try (Connection connection = server.connect("");
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database);
        }
        String url = server.url(database);
        countsEachRowOnce(
                version, way, url + (url.contains("?") ? "&" : "?") + "user=" + server.username() + "&password=");
    }

    private static void countsEachRowOnce(int version, String way, String url) throws Exception {
        int port = AgentRun.freePort();
        String classPath = String.join(
                File.pathSeparator,
                AgentRun.classPath(),
                AgentRun.jar(org.mariadb.jdbc.Driver.class),
                AgentRun.jar(com.mysql.cj.jdbc.Driver.class));
        AgentRun run = AgentRun.of(
                        Jdk.require(version),
                        port,
                        List.of("-javaagent:" + AgentRun.agentJar() + "=host=127.0.0.1,port=" + port),
                        List.of("-cp", classPath, RowReader.class.getName()),
                        way,
                        url)
                .succeeded();
        Map<String, Double> fetched = byTable(run, "sonde_result_fetch_seconds_count");
        Map<String, Double> sets = byTable(run, "db_client_response_returned_rows_count");
        Map<String, Double> rows = byTable(run, "db_client_response_returned_rows_sum");
        Map<String, String> counts = new TreeMap<>();
        sets.forEach((table, count) ->
                counts.put(table, Math.round(count) + " of " + Math.round(rows.getOrDefault(table, -1.0))));
        assertThat(counts).isEqualTo(EXPECTED);
        assertThat(fetched).isEqualTo(sets);
        assertThat(byTable(run, "sonde_result_fetch_seconds_sum").get("slow")).isBetween(0.1, 10.0);
        run.withoutSuppressedFailures();
    }

    private static Map<String, Double> byTable(AgentRun run, String name) {
        Map<String, Double> values = new TreeMap<>();
        for (String line : run.series(name + "{")) {
            Matcher sample = SAMPLE.matcher(line);
            assertThat(sample.matches()).as(line).isTrue();
            assertThat(sample.group(2)).contains("db_operation_name=\"SELECT\"").contains("db_system_name=\"");
            if (sample.group(2).contains("db_collection_name=\"pg_catalog.")) {
                // What PgJDBC asks by itself about a result's columns.
                continue;
            }
            Matcher table = Pattern.compile("db_collection_name=\"([^\"]*)\"").matcher(sample.group(2));
            values.put(table.find() ? table.group(1) : "", Double.parseDouble(sample.group(3)));
        }
        return values;
    }
}
