package io.sonde.verify.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.agent.app.TracedQueries;
import io.sonde.verify.jdk.Jdk;
import io.sonde.verify.servers.Prometheus;
import io.sonde.verify.servers.Tool;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exemplars of a traced application, as a real Prometheus keeps them. */
final class AgentTracesIT {

    private static final String BUCKET = "db_client_operation_duration_seconds_bucket{";
    private static final Path OTHER_AGENT =
            Path.of(System.getProperty("sonde.root"), "verify/target/other-agents/opentelemetry-javaagent.jar");

    private static final List<Integer> PORTS = new ArrayList<>();
    private static Prometheus prometheus;

    @BeforeAll
    static void startPrometheus() throws Exception {
        Tool.named("prometheus");
        StringBuilder targets = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            int port = AgentRun.freePort();
            PORTS.add(port);
            targets.append(i == 0 ? "" : ", ")
                    .append("'127.0.0.1:")
                    .append(port)
                    .append('\'');
        }
        prometheus = Prometheus.start("traces-prometheus", """
                global:
                  scrape_interval: 2s
                  scrape_timeout: 2s
                scrape_configs:
                  - job_name: traced
                    static_configs:
                      - targets: [%s]
                """.formatted(targets), Map.of());
    }

    @AfterAll
    static void stopPrometheus() {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void anApplicationsOwnSpansAreExemplars(int version) throws Exception {
        AgentRun run = run(version, version == 17 ? 0 : 1, "sdk", List.of(sonde(version == 17 ? 0 : 1)));
        String span = found(run, "span: (\\w{16})");
        String exemplar = "# {span_id=\"" + span + "\",trace_id=\"" + found(run, "trace: (\\w{32})") + "\"}";
        assertThat(openMetrics(run, "SELECT traced")).anyMatch(line -> line.contains(exemplar));
        assertThat(openMetrics(run, "SELECT missing"))
                .anyMatch(line -> line.contains(exemplar) && line.contains("error_type=\"org.h2"));
        assertThat(openMetrics(run, "SELECT unsampled")).isNotEmpty().noneMatch(line -> line.contains("#"));
        assertThat(run.series(BUCKET)).isNotEmpty().noneMatch(line -> line.contains("#"));
        assertThat(found(run, "exemplars: (.*)")).contains("\"span_id\":\"" + span + "\"");
        withoutSuppressedFailures(run);
    }

    @ParameterizedTest
    @CsvSource({"17,2,true", "25,3,false"})
    void anAgentsSpansAreExemplarsInEitherOrder(int version, int place, boolean sondeFirst) throws Exception {
        String other = "-javaagent:" + OTHER_AGENT;
        List<String> agents = sondeFirst ? List.of(sonde(place), other) : List.of(other, sonde(place));
        AgentRun run = run(version, place, "agent", agents);
        assertThat(openMetrics(run, "SELECT traced"))
                .anyMatch(line -> line.contains("trace_id=\"" + found(run, "trace: (\\w{32})") + "\""));
        withoutSuppressedFailures(run);
    }

    private static AgentRun run(int version, int place, String way, List<String> agents) throws Exception {
        List<String> options = new ArrayList<>(agents);
        for (String signal : List.of("traces", "metrics", "logs")) {
            options.add("-Dotel." + signal + ".exporter=none");
        }
        String classPath = String.join(
                File.pathSeparator,
                AgentRun.classPath(),
                AgentRun.jar(io.opentelemetry.api.trace.Span.class),
                AgentRun.jar(io.opentelemetry.context.Context.class),
                AgentRun.jar(io.opentelemetry.common.ComponentLoader.class),
                AgentRun.jar(io.opentelemetry.sdk.common.CompletableResultCode.class),
                AgentRun.jar(io.opentelemetry.sdk.trace.SdkTracerProvider.class));
        return AgentRun.of(
                        Jdk.require(version),
                        PORTS.get(place),
                        options,
                        List.of("-cp", classPath, TracedQueries.class.getName()),
                        way,
                        prometheus.address().toString())
                .succeeded();
    }

    /** A scrape may be late where all starts at once; nothing may fail. */
    private static void withoutSuppressedFailures(AgentRun run) {
        assertThat(run.series("sonde_agent_suppressed_failures_total{"))
                .isNotEmpty()
                .allMatch(line -> line.endsWith(" 0.0"));
    }

    private static String sonde(int place) {
        return "-javaagent:" + AgentRun.agentJar() + "=host=127.0.0.1,port=" + PORTS.get(place);
    }

    /** The buckets of a query on the page in OpenMetrics's format. */
    private static List<String> openMetrics(AgentRun run, String summary) {
        String output = run.output();
        return output.substring(output.indexOf("openmetrics:\n"), output.indexOf("page:\n"))
                .lines()
                .filter(line -> line.startsWith(BUCKET) && line.contains("db_query_summary=\"" + summary + "\""))
                .toList();
    }

    private static String found(AgentRun run, String pattern) {
        Matcher matcher =
                Pattern.compile("^" + pattern + "$", Pattern.MULTILINE).matcher(run.output());
        assertThat(matcher.find()).as("%s in %s", pattern, run.output()).isTrue();
        return matcher.group(1);
    }
}
