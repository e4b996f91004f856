package io.sonde.verify.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.agent.AgentRun;
import io.sonde.verify.agent.app.HangingQueries;
import io.sonde.verify.jdk.Jdk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MySQL's and MariaDB's way to end a query that hangs, through both drivers: a failure with the driver's own code, and nothing left in flight. */
final class HangingQueriesIT {

    private static final List<Database> DATABASES =
            List.of(Database.MARIADB, Database.MYSQL, Database.MYSQL_BY_MARIADB, Database.MARIADB_BY_MYSQL);

    /** What the application was told. */
    private static final Pattern TOLD = Pattern.compile("(cancelled|timeout): (\\S+) (\\d+) (\\S+)");

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void aCancelledAndALateQueryAreFailuresAndNoLongerInFlight(int version) throws Exception {
        List<String> urls = new ArrayList<>();
        for (Database database : DATABASES) {
            urls.add(database.create(name(version, urls.size()), false));
        }
        int port = AgentRun.freePort();
        String agent = "-javaagent:" + AgentRun.agentJar() + "=host=127.0.0.1,executions.long=200ms,port=" + port;
        AgentRun run = AgentRun.of(
                        Jdk.require(version),
                        port,
                        List.of(agent, "-Dorg.slf4j.simpleLogger.defaultLogLevel=off"),
                        List.of("-cp", ApplicationClassPath.get(), HangingQueries.class.getName()),
                        urls.toArray(String[]::new))
                .succeeded();
        List<Matcher> told =
                run.output().lines().map(TOLD::matcher).filter(Matcher::matches).toList();
        assertThat(told).hasSize(2 * DATABASES.size());
        List<Sample> errors = Sample.named(run.page(), "sonde_query_errors_total");
        for (int i = 0; i < told.size(); i++) {
            String name = (i % 2 == 0 ? "as cancelled" : "as late") + i / 2;
            assertFailedOnce(errors, id(run, name), told.get(i));
        }
        assertThat(errors).hasSize(told.size());
        for (int i = 0; i < DATABASES.size(); i++) {
            Map<String, Double> codes = new TreeMap<>();
            for (Matcher failure : told.subList(2 * i, 2 * i + 2)) {
                codes.merge(state(failure) + " " + failure.group(3), 1.0, Double::sum);
            }
            assertThat(codes(run, DATABASES.get(i).labels(name(version, i))))
                    .as(urls.get(i))
                    .isEqualTo(codes);
        }
        assertThat(run.output().lines().filter(line -> line.startsWith("hangs: sonde_executions_in_flight{")))
                .as("those before are at 0")
                .hasSize(1 + 2 + 3 + 4)
                .filteredOn(line -> !line.endsWith(" 0.0"))
                .hasSize(DATABASES.size())
                .allMatch(line -> line.endsWith(" 1.0"));
        assertThat(run.series("sonde_executions_in_flight"))
                .hasSize(DATABASES.size())
                .allMatch(line -> line.endsWith(" 0.0"));
        assertThat(run.series("sonde_execution_long_age_seconds{")).isEmpty();
        run.withoutSuppressedFailures();
        assertThat(run.ownError()).isEmpty();
    }

    private static String name(int version, int index) {
        return "hanging" + version + "_" + index;
    }

    /** How many failures a database's series say that there were, by SQLSTATE and vendor's code. */
    private static Map<String, Double> codes(AgentRun run, Map<String, String> labels) {
        Map<String, Double> codes = new TreeMap<>();
        for (Sample code : Sample.named(run.page(), "sonde_execution_errors_total")) {
            if (code.labels().entrySet().containsAll(labels.entrySet())) {
                codes.merge(code.label("sqlstate") + " " + code.label("vendor_code"), code.value(), Double::sum);
            }
        }
        return codes;
    }

    /** The SQLSTATE that the application was told, if it is one. */
    private static String state(Matcher told) {
        String state = told.group(2);
        return state.length() == 5 ? state : "none";
    }

    private static void assertFailedOnce(List<Sample> errors, String id, Matcher told) {
        String state = state(told);
        assertThat(errors)
                .filteredOn(error -> error.label("query_id").equals(id))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.value()).isEqualTo(1);
                    assertThat(error.label("error_type")).isEqualTo(told.group(4));
                    assertThat(error.label("sqlstate_class"))
                            .isEqualTo(state.equals("none") ? state : state.substring(0, 2));
                });
    }

    private static String id(AgentRun run, String part) {
        return Sample.named(run.page(), "sonde_query_info").stream()
                .filter(info -> info.label("db_query_text").contains(part))
                .map(info -> info.label("query_id"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(part + " is not on the page"));
    }
}
