package io.sonde.verify.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.agent.app.ShopServlet;
import io.sonde.verify.agent.app.WebApplications;
import io.sonde.verify.jdk.Jdk;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two web applications in one server, each with a driver and libraries of its own; one of them goes. */
final class AgentWebIT {

    @ParameterizedTest
    @CsvSource({"17,tomcat", "25,jetty"})
    void eachIsCountedByItselfAndNothingHoldsTheOneThatGoes(int version, String server, @TempDir Path folder)
            throws Exception {
        for (String name : List.of("alpha", "beta")) {
            makeApplication(folder.resolve(name).resolve("WEB-INF"));
        }
        int port = AgentRun.freePort();
        AgentRun run = AgentRun.of(
                        Jdk.require(version),
                        port,
                        List.of("-javaagent:" + AgentRun.agentJar() + "=host=127.0.0.1,port=" + port),
                        List.of("-cp", serverClassPath(server), WebApplications.class.getName()),
                        server,
                        folder.toString())
                .succeeded();
        assertThat(run.output())
                .startsWith("alpha has a driver of its own: true\nbeta has a driver of its own: true\n")
                .contains("both: shop_alpha_requests_total 2.0\n", "both: shop_beta_requests_total 2.0\n")
                .containsPattern("both: .*db_namespace=\"alpha\".*trace_id=\"a{32}\"")
                .containsPattern("both: .*db_namespace=\"beta\".*trace_id=\"b{32}\"")
                .contains("beta again: true\nalpha has gone: true, beta too: false\n");
        assertThat(counts(run))
                .containsExactlyInAnyOrder(
                        "alpha CREATE 1",
                        "alpha SELECT 4",
                        "alpha failed 2",
                        "beta CREATE 1",
                        "beta SELECT 13",
                        "beta failed 3");
        assertThat(run.page()).contains("shop_beta_requests_total 3.0").doesNotContain("shop_alpha");
        assertThat(run.series("sonde_agent_woven_classes_total{type=\"driver\"}"))
                .containsExactly("sonde_agent_woven_classes_total{type=\"driver\"} 2.0");
        assertThat(run.error()).doesNotContain("[sonde]");
        run.withoutSuppressedFailures();
    }

    private static List<String> counts(AgentRun run) {
        return run.series("db_client_operation_duration_seconds_count{").stream()
                .map(line -> label(line, "db_namespace=\"") + " "
                        + (line.contains("error_type=") ? "failed" : label(line, "db_operation_name=\""))
                        + line.substring(line.lastIndexOf(' ')))
                .toList();
    }

    private static String label(String line, String start) {
        int at = line.indexOf(start) + start.length();
        return line.substring(at, line.indexOf('"', at));
    }

    private static void makeApplication(Path webInf) throws IOException, URISyntaxException {
        String file = ShopServlet.class.getName().replace('.', '/') + ".class";
        Path target = webInf.resolve("classes").resolve(file);
        Files.createDirectories(target.getParent());
        Files.copy(Path.of(AgentRun.jar(ShopServlet.class)).resolve(file), target);
        Path libraries = Files.createDirectories(webInf.resolve("lib"));
        for (Class<?> type : List.of(
                org.h2.Driver.class,
                io.prometheus.client.Counter.class,
                io.opentelemetry.api.trace.Span.class,
                io.opentelemetry.context.Context.class,
                io.opentelemetry.common.ComponentLoader.class)) {
            Path jar = Path.of(AgentRun.jar(type));
            Files.copy(jar, libraries.resolve(jar.getFileName()));
        }
    }

    /** The server's jars and the test classes; no driver. */
    private static String serverClassPath(String server) throws URISyntaxException {
        List<String> entries = new ArrayList<>(List.of(AgentRun.jar(AgentRun.class)));
        entries.addAll(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry ->
                        Path.of(entry).toString().matches(".*(" + server + "|servlet-api|slf4j-api)[^/]*\\.jar"))
                .toList());
        return entries.stream().collect(Collectors.joining(File.pathSeparator));
    }
}
