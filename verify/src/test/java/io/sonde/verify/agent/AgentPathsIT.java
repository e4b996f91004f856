package io.sonde.verify.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.agent.app.EveryPath;
import io.sonde.verify.jdk.Jdk;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way that JDBC has to execute something, counted by the packaged agent. */
final class AgentPathsIT {

    private static final Pattern SERIES = Pattern.compile("(\\w+)\\{(.*)} (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final Map<String, String> EXPECTED = Map.ofEntries(
            Map.entry("update paths set c1 = ?", "UPDATE 1"),
            Map.entry("update paths set c2 = ?", "UPDATE 1"),
            Map.entry("update paths set c3 = ?", "UPDATE 1"),
            Map.entry("update paths set c4 = ?", "UPDATE 1"),
            Map.entry("update paths set c5 = ?", "UPDATE 1"),
            Map.entry("update paths set c7 = ?", "UPDATE 1"),
            Map.entry("select c1 from paths where c2 = ?", "SELECT 1"),
            Map.entry("update paths set c8 = ?", "UPDATE 3"),
            Map.entry("insert into paths(c9) values (?)", "INSERT 1"),
            Map.entry("select c9 from paths where c9 = ?", "SELECT 12"),
            Map.entry("update paths set c10 = ? where id = ?", "BATCH UPDATE 1, elements 3"),
            Map.entry("update paths set c11 = ? where id = ?", "BATCH UPDATE 1, elements 4"),
            Map.entry("update paths set c12 = ?", "BATCH UPDATE 1, elements 2"),
            Map.entry("select c12 from paths", "SELECT 1"),
            Map.entry(
                    "insert into paths(id, c13) values (?)",
                    "BATCH INSERT failed 1, INSERT 1, INSERT failed 1, errors 23 1, errors 23 1"),
            Map.entry("select c14 from paths where id = ?", "SELECT 1"),
            Map.entry("select c15 from paths", "SELECT 1"));

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void onPostgresql(int version) throws Exception {
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.builder().setServerConfig("fsync", "off").start()) {
            AgentRun run = run(version, postgres.getJdbcUrl("postgres", "postgres"));
            Map<String, String> expected = new HashMap<>(EXPECTED);
            expected.put("update paths set c6 = ?", "UPDATE failed 1, errors 0A 1");
            expected.put("select c2 from paths", "SELECT 1");
            assertThat(paths(run)).containsExactlyInAnyOrderEntriesOf(expected);
            assertThat(run.output()).contains("timeout: 57014 ").contains("cancelled: 57014 ");
            assertThat(codes(run))
                    .containsExactlyInAnyOrderEntriesOf(Map.of("0A000 0", "1.0", "23505 0", "2.0", "57014 0", "2.0"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void onH2(int version) throws Exception {
        AgentRun run = run(version, "jdbc:h2:mem:paths;DB_CLOSE_DELAY=-1");
        Map<String, String> expected = new HashMap<>(EXPECTED);
        expected.put("update paths set c6 = ?", "UPDATE 1");
        assertThat(paths(run)).containsExactlyInAnyOrderEntriesOf(expected);
        assertThat(codes(run)).containsEntry("23505 23505", "2.0").containsEntry("57014 57014", "2.0");
    }

    private static AgentRun run(int version, String url) throws Exception {
        int port = AgentRun.freePort();
        AgentRun run = AgentRun.of(
                        Jdk.require(version),
                        port,
                        List.of("-javaagent:" + AgentRun.agentJar() + "=host=127.0.0.1,port=" + port
                                + ",executions.long=200ms"),
                        List.of("-cp", AgentRun.classPath(), EveryPath.class.getName()),
                        url)
                .succeeded();
        run.withoutSuppressedFailures();
        assertThat(run.ownError()).isEmpty();
        // While it hangs it is seen, with its query; and the connection is the only one in flight.
        assertThat(run.output().lines().filter(line -> line.startsWith("hangs: sonde_executions_in_flight{")))
                .singleElement()
                .asString()
                .endsWith(" 1.0");
        assertThat(run.output().lines().filter(line -> line.startsWith("hangs: sonde_execution_long_age_seconds{")))
                .singleElement()
                .asString()
                .contains("query_id=\"" + id(run, "as cancelled") + "\"");
        assertThat(run.series("sonde_executions_in_flight"))
                .singleElement()
                .asString()
                .endsWith(" 0.0");
        assertThat(run.series("sonde_execution_long_age_seconds")).isEmpty();
        assertThat(failed(run, id(run, "as late"))).isEqualTo("1");
        assertThat(failed(run, id(run, "as cancelled"))).isEqualTo("1");
        assertThat(own(run, "abs(")).isEqualTo("2");
        assertThat(run.series("sonde_agent_overhead_seconds_total")).hasSize(1);
        return run;
    }

    /** What was counted of each query of the table, by its text; successes, failures, elements and errors. */
    private static Map<String, String> paths(AgentRun run) {
        Map<String, String> texts = texts(run);
        Map<String, TreeMap<String, String>> counted = new HashMap<>();
        run.page().lines().map(SERIES::matcher).filter(Matcher::matches).forEach(line -> {
            Map<String, String> labels = labels(line.group(2));
            String text = texts.getOrDefault(labels.getOrDefault("query_id", ""), "");
            String what =
                    switch (line.group(1)) {
                        case "db_client_operation_duration_seconds_count" ->
                            labels.get("db_operation_name") + (labels.containsKey("error_type") ? " failed " : " ");
                        case "sonde_batch_elements_total" -> "elements ";
                        case "sonde_query_errors_total" -> "errors " + labels.get("sqlstate_class") + " ";
                        default -> "";
                    };
            if (text.contains("paths") && !text.startsWith("create") && !what.isEmpty()) {
                TreeMap<String, String> all = counted.computeIfAbsent(text, key -> new TreeMap<>());
                all.put(what + labels.getOrDefault("error_type", ""), what + (long) Double.parseDouble(line.group(3)));
            }
        });
        Map<String, String> joined = new HashMap<>();
        counted.forEach((text, all) -> joined.put(text, String.join(", ", all.values())));
        return joined;
    }

    private static Map<String, String> texts(AgentRun run) {
        Map<String, String> texts = new HashMap<>();
        run.series("sonde_query_info{").forEach(line -> {
            Map<String, String> labels = labels(line);
            texts.put(labels.get("query_id"), labels.get("db_query_text"));
        });
        return texts;
    }

    private static String id(AgentRun run, String part) {
        return texts(run).entrySet().stream()
                .filter(text -> text.getValue().contains(part))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new AssertionError(part + " is not in " + texts(run)));
    }

    /** How many executions of a query failed, if none succeeded and all failures are of one kind. */
    private static String failed(AgentRun run, String id) {
        List<Map<String, String>> all = counts(run, id);
        assertThat(all).singleElement().satisfies(series -> assertThat(series.get("error_type"))
                .isNotEmpty());
        return String.valueOf(all.get(0).get("count"));
    }

    private static String own(AgentRun run, String part) {
        List<Map<String, String>> all = counts(run, id(run, part));
        assertThat(all).singleElement().satisfies(series -> assertThat(series).doesNotContainKey("error_type"));
        return String.valueOf(all.get(0).get("count"));
    }

    private static List<Map<String, String>> counts(AgentRun run, String id) {
        return run.series("db_client_operation_duration_seconds_count").stream()
                .map(line -> {
                    Map<String, String> labels = labels(line);
                    labels.put("count", line.substring(line.lastIndexOf(' ') + 1));
                    return labels;
                })
                .filter(labels -> id.equals(labels.get("query_id")))
                .toList();
    }

    /** SQLSTATE and vendor's code, and how many. */
    private static Map<String, String> codes(AgentRun run) {
        Map<String, String> codes = new HashMap<>();
        run.series("sonde_execution_errors_total{").forEach(line -> {
            Map<String, String> labels = labels(line);
            codes.put(
                    labels.get("sqlstate") + " " + labels.get("vendor_code"),
                    line.substring(line.lastIndexOf(' ') + 1));
        });
        return codes;
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(text);
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return labels;
    }
}
