package io.sonde.verify.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.core.sql.Dialect;
import io.sonde.verify.agent.AgentRun;
import io.sonde.verify.agent.app.EveryPath;
import io.sonde.verify.jdk.Jdk;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way that JDBC has to execute something, counted by the packaged agent; and servers have to say that they executed the same. */
final class AgentPathsIT {

    /**
     * What becomes of a text.
     *
     * @param shown on the page: successes, failures, elements of batches, errors
     * @param sent how often the server executes it, elements of batches one by one; what fails there is executed too
     */
    private record Counted(String shown, long sent) {}

    /** What JDBC and its row sets mean by the ways that the application goes, whatever the driver. */
    private static final Map<String, Counted> EXPECTED = Map.ofEntries(
            Map.entry("update paths set c1 = ?", new Counted("UPDATE 1", 1)),
            Map.entry("update paths set c2 = ?", new Counted("UPDATE 1", 1)),
            Map.entry("update paths set c3 = ?", new Counted("UPDATE 1", 1)),
            Map.entry("update paths set c4 = ?", new Counted("UPDATE 1", 1)),
            Map.entry("update paths set c5 = ?", new Counted("UPDATE 1", 1)),
            Map.entry("update paths set c6 = ?", new Counted("UPDATE 1", 1)),
            Map.entry("update paths set c7 = ?", new Counted("UPDATE 1", 1)),
            Map.entry("select c1 from paths where c2 = ?", new Counted("SELECT 1", 1)),
            Map.entry("update paths set c8 = ?", new Counted("UPDATE 3", 3)),
            Map.entry("insert into paths(c9) values (?)", new Counted("INSERT 1", 1)),
            Map.entry("select c9 from paths where c9 = ?", new Counted("SELECT 12", 12)),
            Map.entry("update paths set c10 = ? where id = ?", new Counted("BATCH UPDATE 1, elements 3", 3)),
            Map.entry("update paths set c11 = ? where id = ?", new Counted("BATCH UPDATE 1, elements 4", 4)),
            Map.entry("update paths set c12 = ?", new Counted("BATCH UPDATE 1, elements 2", 2)),
            Map.entry("select c12 from paths", new Counted("SELECT 1", 1)),
            Map.entry(
                    "insert into paths(id, c13) values (?)",
                    new Counted("BATCH INSERT failed 1, INSERT 1, INSERT failed 1, errors 23 1, errors 23 1", 3)),
            Map.entry("select c14 from paths where id = ?", new Counted("SELECT 1", 1)),
            Map.entry("select c15 from paths", new Counted("SELECT 1", 1)),
            Map.entry("insert into paths(id, c16, c17) values (?)", new Counted("INSERT 1", 1)),
            Map.entry("select id, c16 from paths where c16 = ? order by id", new Counted("SELECT 1", 1)),
            Map.entry("select id, c16 from paths where c16 in (?)", new Counted("SELECT 1", 1)),
            // The row set executes its command anew when its changes are committed.
            Map.entry("select id, c17 from paths where c17 = ? order by id", new Counted("SELECT 2", 2)),
            Map.entry("select id, c17 from paths where c17 in (?)", new Counted("SELECT 1", 1)));

    /** What {@code acceptChanges} executes: a look at the rows to be changed, and a change of each. */
    private static final Map<String, Counted> ACCEPTED = Map.of(
            "select id, c17 from table where id = ?", new Counted("SELECT 2", 2),
            "update table set c17 = ? where id = ?", new Counted("UPDATE 1", 1),
            "delete from table where id = ?", new Counted("DELETE 1", 1),
            "select id, c17 from table", new Counted("SELECT 1", 1),
            "insert into table(id, c17) values (?)", new Counted("INSERT 1", 1));

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void onPostgresql(int version) throws Exception {
        postgresql(version, "paths" + version, "driver");
    }

    @ParameterizedTest
    @ValueSource(ints = 25)
    void onPostgresqlThroughAPool(int version) throws Exception {
        postgresql(version, "pooled_paths", "pool");
    }

    private static void postgresql(int version, String database, String source) throws Exception {
        AgentRun run = run(version, Database.POSTGRESQL.create(database, false), source);
        Map<String, Counted> expected = expected("paths");
        // It declines column indexes, tells of several statements apart, and of failed ones not at all.
        expected.put("update paths set c6 = ?", new Counted("UPDATE failed 1, errors 0A 1", 0));
        expected.put("select c2 from paths", new Counted("SELECT 1", 1));
        expected.put("select c3 from paths", new Counted("", 1));
        expected.computeIfPresent(
                "insert into paths(id, c13) values (?)", (text, counted) -> new Counted(counted.shown(), 1));
        expected.put("select * from abs(?) as result", new Counted("SELECT 2", 2));
        expected.put("update paths set c16 = ? where id = ?", new Counted("UPDATE 2", 2));
        expected.put("insert into paths(c16, id) values (?)", new Counted("INSERT 1", 1));
        // The same text as the row set's.
        expected.put("delete from paths where id = ?", new Counted("DELETE 2", 2));
        assertThat(shown(run, database)).isEqualTo(shown(expected));
        assertThat(sent(
                        ServerCounts.texts(
                                Objects.requireNonNull(Database.POSTGRESQL.server()), Dialect.POSTGRESQL, database),
                        database))
                .isEqualTo(sent(expected));
        assertThat(run.output()).contains("timeout: 57014 ").contains("cancelled: 57014 ");
        assertThat(codes(run)).isEqualTo(Map.of("0A000 0", 1.0, "23505 0", 2.0, "57014 0", 2.0));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void onH2(int version) throws Exception {
        String database = "h" + version;
        AgentRun run = run(version, "jdbc:h2:mem:" + database + ";DB_CLOSE_DELAY=-1", "driver");
        Map<String, Counted> expected = expected("db.public.paths");
        expected.put("call abs(?)", new Counted("CALL 2", 2));
        expected.put("update public.paths set id = ?, c16 = ? where id = ?", new Counted("UPDATE 2", 2));
        expected.put("select id, c16 from public.paths where id = ?", new Counted("SELECT 2", 2));
        expected.put("insert into public.paths(id, c16) values (?)", new Counted("INSERT 1", 1));
        expected.put("delete from public.paths where id = ?", new Counted("DELETE 1", 1));
        assertThat(shown(run, database)).isEqualTo(shown(expected));
        assertThat(codes(run)).containsEntry("23505 23505", 2.0).containsEntry("57014 57014", 2.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void onMariaDb(int version) throws Exception {
        Map<String, Counted> expected = expected("db.paths");
        expected.put("select c2 from paths", new Counted("SELECT 1", 1));
        expected.put("call twice(?)", new Counted("CALL 2", 2));
        // Within the execution of the query whose rows may be changed.
        expected.put("show columns from db.paths", new Counted("", 1));
        expected.put("update db.paths set c16 = ? where id = ?", new Counted("UPDATE 2", 2));
        expected.put("select id, c16 from db.paths where id = ?", new Counted("SELECT 2", 2));
        expected.put("insert db.paths(id, c16) values (?)", new Counted("INSERT 1", 1));
        // The same text as the row set's.
        expected.put("delete from db.paths where id = ?", new Counted("DELETE 2", 2));
        mysql(version, Database.MARIADB, expected, Map.of("70100 1317", 1.0, "70100 1969", 1.0, "23000 1062", 2.0));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void onMysql(int version) throws Exception {
        Map<String, Counted> expected = expected("db.paths");
        expected.put("select c2 from paths", new Counted("SELECT 1", 1));
        expected.put("select c3 from paths", new Counted("", 1));
        // The driver keeps the output in a variable.
        expected.put("call twice(?)", new Counted("CALL 2", 0));
        expected.put("call twice(?, @ ?)", new Counted("", 2));
        expected.put("update db.paths set db.paths.c16 = ? where db.paths.id <=> ?", new Counted("UPDATE 2", 2));
        expected.put(
                "select db.paths.id, db.paths.c16 from db.paths where db.paths.id <=> ?", new Counted("SELECT 3", 3));
        expected.put("insert into db.paths(db.paths.id, db.paths.c16) values (?)", new Counted("INSERT 1", 1));
        expected.put("delete from db.paths where db.paths.id <=> ?", new Counted("DELETE 1", 1));
        // The driver's own exceptions for what it ended itself have no codes.
        mysql(version, Database.MYSQL, expected, Map.of("none 0", 2.0, "23000 1062", 2.0));
    }

    private static void mysql(
            int version, Database database, Map<String, Counted> expected, Map<String, Double> expectedCodes)
            throws Exception {
        String name = "paths" + version;
        String url = database.create(name, false) + "&allowMultiQueries=true";
        try (StatementLog log = StatementLog.start(Objects.requireNonNull(database.server()))) {
            AgentRun run = run(version, url, "driver");
            assertThat(shown(run, name)).isEqualTo(shown(expected));
            assertThat(sent(StatementLog.texts(log.end()), name)).isEqualTo(sent(expected));
            assertThat(codes(run)).isEqualTo(expectedCodes);
        }
    }

    /** @param table what row sets call the table */
    private static Map<String, Counted> expected(String table) {
        Map<String, Counted> expected = new HashMap<>(EXPECTED);
        ACCEPTED.forEach((text, counted) -> expected.put(text.replace("table", table), counted));
        return expected;
    }

    private static AgentRun run(int version, String url, String source) throws Exception {
        int port = AgentRun.freePort();
        AgentRun run = AgentRun.of(
                        Jdk.require(version),
                        port,
                        List.of(
                                "-javaagent:" + AgentRun.agentJar() + "=host=127.0.0.1,port=" + port
                                        + ",executions.long=200ms",
                                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off"),
                        List.of("-cp", ApplicationClassPath.get(), EveryPath.class.getName()),
                        source,
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
        assertThat(failed(run, id(run, "as late"))).isEqualTo(1);
        assertThat(failed(run, id(run, "as cancelled"))).isEqualTo(1);
        assertThat(counts(run, "other")).as("each text is known").allMatch(count -> count.value() == 0);
        assertThat(run.series("sonde_agent_overhead_seconds_total")).hasSize(1);
        return run;
    }

    private static Map<String, String> shown(Map<String, Counted> expected) {
        Map<String, String> shown = new TreeMap<>();
        expected.forEach((text, counted) -> shown.put(text, counted.shown()));
        shown.values().removeIf(String::isEmpty);
        return shown;
    }

    private static Map<String, Long> sent(Map<String, Counted> expected) {
        Map<String, Long> sent = new TreeMap<>();
        expected.forEach((text, counted) -> sent.put(text, counted.sent()));
        sent.values().removeIf(times -> times == 0);
        return sent;
    }

    /** What the server says that it executed of the application's queries, with the database called {@code db}. */
    private static Map<String, Long> sent(Map<String, Long> executed, String database) {
        Map<String, Long> sent = new TreeMap<>();
        executed.forEach((text, times) -> {
            if (isOfPaths(text)) {
                sent.merge(named(text, database), times, Long::sum);
            }
        });
        return sent;
    }

    private static String named(String text, String database) {
        return text.replace(database + ".", "db.");
    }

    private static boolean isOfPaths(String text) {
        boolean called = text.contains("abs(") || text.contains("twice(");
        return !text.startsWith("create") && (called || text.contains("paths"));
    }

    /** What was counted of each of these queries, by its text; successes, failures, elements and errors. */
    private static Map<String, String> shown(AgentRun run, String database) {
        Map<String, String> texts = texts(run);
        Map<String, TreeMap<String, String>> counted = new HashMap<>();
        for (String name : List.of(
                "db_client_operation_duration_seconds_count",
                "sonde_batch_elements_total",
                "sonde_query_errors_total")) {
            for (Sample sample : Sample.named(run.page(), name)) {
                String text = texts.getOrDefault(sample.label("query_id"), "");
                String error = sample.label("error_type");
                String what =
                        switch (name) {
                            case "sonde_batch_elements_total" -> "elements ";
                            case "sonde_query_errors_total" -> "errors " + sample.label("sqlstate_class") + " ";
                            default -> sample.label("db_operation_name") + (error.isEmpty() ? " " : " failed ");
                        };
                if (isOfPaths(text)) {
                    counted.computeIfAbsent(named(text, database), key -> new TreeMap<>())
                            .put(what + error, what + (long) sample.value());
                }
            }
        }
        Map<String, String> joined = new TreeMap<>();
        counted.forEach((text, all) -> joined.put(text, String.join(", ", all.values())));
        return joined;
    }

    private static Map<String, String> texts(AgentRun run) {
        Map<String, String> texts = new HashMap<>();
        Sample.named(run.page(), "sonde_query_info")
                .forEach(info -> texts.put(info.label("query_id"), info.label("db_query_text")));
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
    private static double failed(AgentRun run, String id) {
        List<Sample> all = counts(run, id);
        assertThat(all).singleElement().satisfies(count -> assertThat(count.label("error_type"))
                .isNotEmpty());
        return all.get(0).value();
    }

    private static List<Sample> counts(AgentRun run, String id) {
        return Sample.named(run.page(), "db_client_operation_duration_seconds_count").stream()
                .filter(count -> count.label("query_id").equals(id))
                .toList();
    }

    /** SQLSTATE and vendor's code, and how many. */
    private static Map<String, Double> codes(AgentRun run) {
        Map<String, Double> codes = new HashMap<>();
        Sample.named(run.page(), "sonde_execution_errors_total")
                .forEach(error -> codes.put(error.label("sqlstate") + " " + error.label("vendor_code"), error.value()));
        return codes;
    }
}
