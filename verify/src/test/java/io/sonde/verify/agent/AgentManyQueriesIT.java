package io.sonde.verify.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.agent.app.ManyQueries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More queries than are held, and more held than are shown: what has no series of its own is in {@code other}, and nothing is lost. */
final class AgentManyQueriesIT {

    private static final int HELD = 20;

    private static final Pattern COUNT =
            Pattern.compile("(?m)^db_client_operation_duration_seconds_count\\{.*query_id=\"(\\w+)\".*} (\\S+)$");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void whatIsNotHeldAndWhatIsNotShownIsInOther(int version) throws Exception {
        Path file = Files.writeString(directory.resolve("sonde.properties"), settings(5));
        AgentRun run = Launch.of(version, ManyQueries.class)
                .settings("config=" + file)
                .withAgent(file.toString(), settings(ManyQueries.SLOW))
                .succeeded();
        String[] pages = run.page().split("\nchanged:\n");
        assertThat(pages).hasSize(2);
        double executions =
                ManyQueries.QUERIES * (ManyQueries.QUERIES + 1) / 2 + ManyQueries.SLOW * ManyQueries.MORE_OF_SLOW;
        isWhole(pages[0], 5, executions);
        isWhole(pages[1], ManyQueries.SLOW, executions + ManyQueries.QUERIES);
        assertThat(counts(pages[1]).keySet())
                .as("what was shown goes on")
                .containsAll(counts(pages[0]).keySet());
        run.withoutSuppressedFailures();
    }

    private static void isWhole(String page, int published, double executions) {
        Map<String, Double> counts = counts(page);
        assertThat(counts).hasSize(published + 1).containsKey("other");
        assertThat(counts.values().stream().mapToDouble(Double::doubleValue).sum())
                .isEqualTo(executions);
        double beyond = (ManyQueries.QUERIES - HELD) * (HELD + 1 + ManyQueries.QUERIES) / 2.0;
        assertThat(counts.get("other")).as("those that are not held, at least").isGreaterThan(beyond);
        assertThat(page)
                .contains("\nsonde_agent_queries_published " + published + ".0\n")
                .contains("\nsonde_agent_queries " + HELD + ".0\n");
        // A text that is remembered is not looked up again, so not each execution of the ten is among them.
        assertThat(value(page, "sonde_agent_queries_overflowed_total"))
                .isBetween(10.0, beyond + ManyQueries.QUERIES - HELD);
    }

    /** Executions by the id of the query. */
    private static Map<String, Double> counts(String page) {
        Map<String, Double> counts = new TreeMap<>();
        Matcher line = COUNT.matcher(page);
        while (line.find()) {
            counts.merge(line.group(1), Double.valueOf(line.group(2)), Double::sum);
        }
        return counts;
    }

    private static double value(String page, String name) {
        Matcher line = Pattern.compile("(?m)^" + name + " (\\S+)$").matcher(page);
        assertThat(line.find()).as("%s in: %s", name, page).isTrue();
        return Double.parseDouble(line.group(1));
    }

    private static String settings(int published) {
        return "queries.held = " + HELD + "\nqueries.published = " + published + "\n";
    }
}
