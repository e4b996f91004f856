package io.sonde.verify.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.agent.app.BusyStart;
import io.sonde.verify.agent.app.FirstConfigurer;
import io.sonde.verify.agent.app.Hello;
import io.sonde.verify.agent.app.HelloAndWait;
import io.sonde.verify.agent.app.SimpleclientUser;
import io.sonde.verify.agent.app.Workload;
import io.sonde.verify.jdk.Jdk;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent and an application that has nothing to do with databases. */
final class AgentStartIT {

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void anApplicationIsAsWithoutTheAgentAndItsPageIsServed(int version) throws Exception {
        AgentRun run = AgentRun.of(Jdk.require(version), Hello.class, "page").succeeded();
        assertThat(run.ownError()).isEmpty();
        assertThat(run.output()).startsWith("hello\npage:\n");
        assertThat(run.output().lines().filter(line -> line.startsWith("thread: ")))
                .hasSizeLessThanOrEqualTo(4)
                .allMatch(line -> line.startsWith("thread: sonde-"));
        assertThat(run.page())
                .contains("jvm_memory_used_bytes{area=\"heap\"")
                .contains("jvm_threads_live_threads ")
                .contains("jvm_classes_loaded_classes ")
                .contains("process_uptime_seconds ")
                .contains("sonde_build_info{component=\"agent\",query_id_version=\"1\"")
                .contains("sonde_agent_woven_classes_total{type=\"statement\"} 0.0")
                .contains("sonde_agent_unwoven_classes_total{type=\"statement\"} 0.0")
                .contains("sonde_agent_mode_info{mode=\"start\"} 1")
                .contains("sonde_agent_overhead_seconds_total 0.0")
                .contains("sonde_agent_executions_dropped_total 0.0")
                .contains("sonde_agent_queries 0.0")
                .contains("sonde_agent_queries_published 0.0")
                .contains("sonde_agent_queries_overflowed_total 0.0")
                .contains("sonde_config_last_reload_successful 1.0");
        run.withoutSuppressedFailures();
    }

    /** Another agent that starts later would look for its file, not find it, and remember that. */
    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void whatWovenClassesImplementIsNotLoadedBeforeThem(int version, @TempDir Path folder) throws Exception {
        Path loaded = folder.resolve("loaded");
        int port = AgentRun.freePort();
        AgentRun.of(
                        Jdk.require(version),
                        port,
                        List.of(
                                "-javaagent:" + AgentRun.agentJar() + "=host=127.0.0.1,port=" + port,
                                "-Xlog:class+load:file=" + loaded),
                        List.of("-cp", AgentRun.classPath(), Hello.class.getName()),
                        "page")
                .succeeded();
        assertThat(Files.readAllLines(loaded))
                .anyMatch(line -> line.contains(" io.sonde.agent.bootstrap.weave.UnwovenClasses "))
                .noneMatch(line -> line.contains(" io.sonde.agent.bootstrap.jdbc.Woven"));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void loggingAndManagementAreTheApplicationsToConfigure(int version) throws Exception {
        AgentRun run = AgentRun.of(Jdk.require(version), FirstConfigurer.class).succeeded();
        assertThat(run.output()).contains("log manager: OwnLogManager\n", "builder used: true\n");
        run.withoutSuppressedFailures();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void theSecondOfTwoAgentsDoesNothing(int version) throws Exception {
        int port = AgentRun.freePort();
        String agent = "-javaagent:" + AgentRun.agentJar() + "=host=127.0.0.1,port=" + port;
        AgentRun run = AgentRun.of(
                        Jdk.require(version),
                        port,
                        List.of(agent, agent),
                        List.of("-cp", AgentRun.classPath(), Hello.class.getName()),
                        "page")
                .succeeded();
        assertThat(run.ownError()).isEqualTo("[sonde] the agent was given twice; the second one does nothing");
        assertThat(run.output().lines().filter(line -> line.startsWith("thread: sonde-http-io")))
                .hasSize(1);
        run.withoutSuppressedFailures();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void aPortInUseIsOneWarningAndTheApplicationGoesOn(int version) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String agent = "-javaagent:" + AgentRun.agentJar() + "=host=127.0.0.1,port=" + taken.getLocalPort();
            AgentRun run = AgentRun.of(
                            Jdk.require(version),
                            taken.getLocalPort(),
                            List.of(agent),
                            List.of("-cp", AgentRun.classPath(), HelloAndWait.class.getName()))
                    .succeeded();
            assertThat(run.output()).isEqualTo("hello\n");
            assertThat(run.ownError())
                    .isEqualTo("[sonde] cannot listen on 127.0.0.1 port " + taken.getLocalPort()
                            + ": the port is in use; the application goes on, its metrics are not served");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void thePageWaitsForAnApplicationThatNeedsAllProcessors(int version) throws Exception {
        AgentRun run = Launch.of(version, BusyStart.class)
                .settings("start.wait=5m")
                .withAgent()
                .succeeded();
        assertThat(run.output()).contains("waited at 20 of 20 looks");
        assertThat(run.page()).contains("sonde_build_info{");
        run.withoutSuppressedFailures();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void aWrongSettingIsToldAndTheApplicationGoesOn(int version) throws Exception {
        int port = AgentRun.freePort();
        String agent = "-javaagent:" + AgentRun.agentJar() + "=host=127.0.0.1,prot=1,port=" + port;
        AgentRun run = AgentRun.of(
                        Jdk.require(version),
                        port,
                        List.of(agent),
                        List.of("-cp", AgentRun.classPath(), Hello.class.getName()),
                        "page")
                .succeeded();
        assertThat(run.ownError())
                .isEqualTo("[sonde] unknown agent argument \"prot\", did you mean \"port\"?; it is ignored");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void aRuntimeImageMayLackAllButTheAgentsOwnModule(int version, @TempDir Path directory) throws Exception {
        AgentRun run = AgentRun.of(image(version, "java.instrument", directory), Hello.class, "page")
                .succeeded();
        assertThat(run.ownError()).isEmpty();
        assertThat(run.page()).contains("sonde_build_info{").contains("jvm_info{");
        run.withoutSuppressedFailures();
    }

    @ParameterizedTest
    @CsvSource({
        "17,'java.instrument,java.sql'",
        "17,'java.instrument,java.sql,java.management'",
        "25,'java.instrument,java.sql'",
        "25,'java.instrument,java.sql,java.naming,jdk.management'"
    })
    void aRuntimeImageForJdbcMayLackWhatReadsTheJvm(int version, String modules, @TempDir Path directory)
            throws Exception {
        AgentRun run = AgentRun.of(image(version, modules, directory), Workload.class, "direct", "jdbc:h2:mem:image")
                .succeeded();
        assertThat(run.ownError()).isEmpty();
        assertThat(AgentJdbcIT.counts(run, "db_namespace=\"image\",db_system_name=\"h2database\""))
                .containsExactlyInAnyOrderElementsOf(AgentJdbcIT.EXPECTED);
        assertThat(run.page().contains("jvm_memory_used_bytes{")).isEqualTo(modules.contains("management"));
        assertThat(run.page().contains("jvm_gc_max_data_size_bytes ")).isEqualTo(modules.contains("jdk.management"));
        run.withoutSuppressedFailures();
    }

    private static Jdk image(int version, String modules, Path directory) throws Exception {
        Path image = directory.resolve("image");
        Process jlink = new ProcessBuilder(
                        Jdk.require(version).home().resolve("bin/jlink").toString(),
                        "--add-modules",
                        modules,
                        "--output",
                        image.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(jlink.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jlink.waitFor()).as(said).isZero();
        return new Jdk(image, version);
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void theApplicationsOwnSimpleclientIsOnThePage(int version) throws Exception {
        AgentRun run = AgentRun.of(Jdk.require(version), SimpleclientUser.class).succeeded();
        assertThat(run.page()).contains("shop_orders_total{kind=\"paid\"} 3.0");
        run.withoutSuppressedFailures();
    }
}
