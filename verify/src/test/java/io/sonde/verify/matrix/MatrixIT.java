package io.sonde.verify.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.core.sql.Dialect;
import io.sonde.verify.agent.AgentRun;
import io.sonde.verify.jdk.Jdk;
import io.sonde.verify.matrix.Counts.Exactness;
import io.sonde.verify.matrix.app.Chain;
import io.sonde.verify.matrix.app.MatrixApplication;
import io.sonde.verify.servers.DatabaseServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An application that knows how often it has executed what runs through pools and wrappers, beside other agents, and the page has
 * to say the same.
 *
 * <p>{@code -Dsonde.matrix=full} runs all starts instead of a selection; {@code -Dsonde.matrix.starts=<regular expression>} only those
 * whose name contains a match.
 */
final class MatrixIT {

    /** The test runner says nothing of a class before its last test. */
    private static final boolean FULL = "full".equals(System.getProperty("sonde.matrix"));

    @TempDir
    private Path directory;

    static Stream<Arguments> starts() {
        String wanted = System.getProperty("sonde.matrix.starts", "");
        Map<Start, List<Chain>> plan = FULL ? Plan.full() : Plan.selected();
        List<Arguments> starts = new ArrayList<>();
        plan.forEach((start, chains) -> {
            String name = "m" + starts.size();
            if (Pattern.compile(wanted).matcher(start.toString()).find()) {
                starts.add(Arguments.of(start, chains, name));
            } else {
                starts.add(Arguments.of());
            }
        });
        return starts.stream().filter(arguments -> arguments.get().length > 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("starts")
    void eachExecutionCountsOnce(Start start, List<Chain> chains, String database) throws Exception {
        Jdk jdk = Jdk.require(start.jdk());
        String url = start.database().create(database, start.prepared());
        Path plan = Files.write(
                directory.resolve("chains"),
                chains.stream().map(Chain::toString).toList());
        int port = AgentRun.freePort();
        List<String> options = new ArrayList<>(JvmOptions.quiet(directory));
        DatabaseServer server = start.database().server();
        if (server != null) {
            ServerCounts.forget(server, start.database().dialect());
        }
        AgentRun run;
        List<StatementLog.Line> heard = List.of();
        try (Intake intake = new Intake(Neighbour.CALL);
                StatementLog log = server != null && start.database().dialect() == Dialect.MYSQL
                        ? StatementLog.start(server)
                        : null) {
            options.addAll(start.neighbour()
                    .beside(
                            "-javaagent:" + AgentRun.agentJar() + "=host=127.0.0.1,queries.published=2000,port=" + port,
                            start.before(),
                            directory,
                            intake.port()));
            run = AgentRun.of(
                            jdk,
                            port,
                            options,
                            List.of("-cp", ApplicationClassPath.get(), MatrixApplication.class.getName()),
                            start.database().vendor(),
                            url,
                            plan.toString())
                    .succeeded();
            if (log != null) {
                heard = log.end();
            }
            assertThat(start.neighbour().hasSeenCalls(directory, intake))
                    .as("%s has seen a call of the database", start.neighbour())
                    .isEqualTo(start.neighbour().worksOn(start.jdk()));
        }
        // Before the counts, which are wrong where something failed.
        run.withoutSuppressedFailures();
        Counts written = Counts.ofLedger(run.output(), start.database().dialect());
        Counts shown = Counts.ofPage(
                run.page(),
                start.database().labels(database),
                text -> Companions.isOne(text) || start.neighbour().asks(text));
        assertThat(written.differences(shown))
                .as("t<n> is the table of chain n of %s", chains)
                .isEmpty();
        if (start.database().dialect() == Dialect.MYSQL) {
            assertThat(written.differences(StatementLog.executions(heard), Exactness.ALL))
                    .isEmpty();
        }
        if (server != null && start.isWholeAtServer()) {
            Map<String, Long> calls = ServerCounts.read(server, start.database().dialect(), database);
            assertThat(written.differences(calls, start.serverCounts())).isEmpty();
        }
        assertThat(Sample.named(run.page(), "sonde_agent_queries_overflowed_total"))
                .singleElement()
                .matches(sample -> sample.value() == 0);
        assertThat(run.ownError().lines().filter(line -> !start.neighbour().says(line)))
                .isEmpty();
        if (FULL) {
            System.out.println("counted once each: " + start);
        }
    }
}
