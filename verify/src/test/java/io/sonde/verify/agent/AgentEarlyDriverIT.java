package io.sonde.verify.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.agent.app.EarlyConnection;
import io.sonde.verify.agent.app.Workload;
import io.sonde.verify.jdk.Jdk;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another agent, which comes first and brings the driver with it. */
final class AgentEarlyDriverIT {

    private static final String SERVER = "db_namespace=\"late\",db_system_name=\"h2database\"";

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void whatWasLoadedTooEarlyIsToldOnceAndIsOnThePage(int version, @TempDir Path folder) throws Exception {
        AgentRun run = run(version, folder, "jdbc:h2:mem:early");
        assertThat(run.ownError())
                .matches("\\[sonde] org\\.h2\\.jdbc\\.Jdbc\\w+ and 2 more classes of JDBC were loaded before the agent"
                        + " could instrument them: what they execute is not counted;"
                        + " put Sonde's -javaagent before others, and make AOT caches with -XX:-AOTClassLinking");
        assertThat(run.series("sonde_agent_unwoven_classes_total"))
                .containsExactly(
                        "sonde_agent_unwoven_classes_total{type=\"connection\"} 1.0",
                        "sonde_agent_unwoven_classes_total{type=\"statement\"} 2.0");
        run.withoutSuppressedFailures();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void aDriverAloneMayBeLoadedEarly(int version, @TempDir Path folder) throws Exception {
        AgentRun run = run(version, folder, org.h2.Driver.class.getName());
        assertThat(run.ownError()).isEmpty();
        assertThat(AgentJdbcIT.counts(run, SERVER)).containsExactlyInAnyOrderElementsOf(AgentJdbcIT.EXPECTED);
        assertThat(run.series("sonde_agent_unwoven_classes_total")).hasSize(2).allMatch(line -> line.endsWith(" 0.0"));
        run.withoutSuppressedFailures();
    }

    private static AgentRun run(int version, Path folder, String argument) throws Exception {
        int port = AgentRun.freePort();
        return AgentRun.of(
                        Jdk.require(version),
                        port,
                        List.of(
                                "-javaagent:" + agent(folder) + "=" + argument,
                                "-javaagent:" + AgentRun.agentJar() + "=host=127.0.0.1,port=" + port),
                        List.of("-cp", AgentRun.classPath(), Workload.class.getName()),
                        "direct",
                        "jdbc:h2:mem:late")
                .succeeded();
    }

    /** The other agent. */
    private static Path agent(Path folder) throws IOException, URISyntaxException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", EarlyConnection.class.getName());
        Path jar = folder.resolve("early.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            String file = EarlyConnection.class.getName().replace('.', '/') + ".class";
            out.putNextEntry(new JarEntry(file));
            Files.copy(Path.of(AgentRun.jar(EarlyConnection.class)).resolve(file), out);
        }
        return jar;
    }
}
