package io.sonde.verify.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.agent.app.OwnPage;
import io.sonde.verify.agent.app.Workload;
import io.sonde.verify.jdk.Jdk;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that starts from an archive of its classes, as docs/startup-archives.md tells how to make one. */
final class AgentArchivesIT {

    private static final String URL = "jdbc:h2:mem:archived";
    private static final String SERVER = "db_namespace=\"archived\",db_system_name=\"h2database\"";

    /** The JVM takes the agent's classes from here in all runs, so that the boot loader's path never changes. */
    private static final String BOOT_PATH = "-Xbootclasspath/a:" + AgentRun.agentJar();

    @TempDir
    private static Path folder;

    private static List<String> application;

    @BeforeAll
    static void pack() throws IOException, URISyntaxException {
        // HotSpot archives the classes of jars only.
        Path jar = folder.resolve("application.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Class<?> type : List.of(Workload.class, OwnPage.class)) {
                String file = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(file));
                Files.copy(Path.of(AgentRun.jar(type)).resolve(file), out);
            }
        }
        String classPath = String.join(
                File.pathSeparator,
                jar.toString(),
                AgentRun.jar(org.h2.Driver.class),
                AgentRun.jar(com.zaxxer.hikari.HikariDataSource.class),
                AgentRun.jar(org.slf4j.Logger.class));
        application = List.of("-cp", classPath, Workload.class.getName());
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void classDataSharingStaysInUseAndEachExecutionCountsOnce(int version) throws Exception {
        String archive = folder.resolve(version + ".jsa").toString();
        withoutAgent(version, "-XX:ArchiveClassesAtExit=" + archive);
        isSharedAndCounted(version, "-XX:SharedArchiveFile=" + archive);
    }

    @Test
    void anAotCacheThatWasTrainedWithTheAgentStaysInUseAndEachExecutionCountsOnce() throws Exception {
        String cache = folder.resolve("trained.aot").toString();
        AgentRun training = withAgent(25, "-XX:-AOTClassLinking", "-XX:AOTCacheOutput=" + cache);
        assertThat(AgentJdbcIT.counts(training, SERVER)).containsExactlyInAnyOrderElementsOf(AgentJdbcIT.EXPECTED);
        isSharedAndCounted(25, "-XX:AOTCache=" + cache);
    }

    @Test
    void aDriverThatWasLinkedInAnAotCacheIsNotCountedAndIsTold() throws Exception {
        String cache = folder.resolve("linked.aot").toString();
        withoutAgent(25, "-XX:+AOTClassLinking", "-XX:AOTCacheOutput=" + cache);
        AgentRun run = withAgent(25, "-XX:AOTCache=" + cache);
        assertThat(AgentJdbcIT.counts(run, SERVER)).isEmpty();
        assertThat(Launch.said(run))
                .singleElement()
                .asString()
                .contains("org.h2.jdbc.", "were loaded before the agent", "-XX:-AOTClassLinking");
        assertThat(run.series("sonde_agent_unwoven_classes_total")).hasSize(2).noneMatch(line -> line.endsWith(" 0.0"));
        run.withoutSuppressedFailures();
    }

    private static void isSharedAndCounted(int version, String useArchive) throws Exception {
        Path loaded = folder.resolve("loaded" + version);
        AgentRun run = withAgent(version, useArchive, "-Xlog:class+load:file=" + loaded);
        assertThat(AgentJdbcIT.counts(run, SERVER)).containsExactlyInAnyOrderElementsOf(AgentJdbcIT.EXPECTED);
        List<String> driver = Files.readAllLines(loaded).stream()
                .filter(line -> line.contains(" org.h2."))
                .toList();
        assertThat(driver.stream().filter(line -> line.contains("shared objects file")))
                .hasSizeGreaterThan(400);
        assertThat(driver.stream().filter(line -> line.contains("source: file:")))
                .as("read from the jar, to be woven")
                .hasSizeLessThan(30);
        assertThat(Launch.said(run)).isEmpty();
        run.withoutSuppressedFailures();
    }

    private static void withoutAgent(int version, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(BOOT_PATH, "--add-modules", "java.instrument"));
        all.addAll(List.of(options));
        AgentRun.of(Jdk.require(version), 0, all, application, "direct", URL).succeeded();
    }

    private static AgentRun withAgent(int version, String... options) throws Exception {
        int port = AgentRun.freePort();
        List<String> all = new ArrayList<>(
                List.of(BOOT_PATH, "-javaagent:" + AgentRun.agentJar() + "=host=127.0.0.1,port=" + port));
        all.addAll(List.of(options));
        return AgentRun.of(Jdk.require(version), port, all, application, "direct", URL)
                .succeeded();
    }
}
