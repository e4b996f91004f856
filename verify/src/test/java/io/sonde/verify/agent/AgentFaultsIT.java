package io.sonde.verify.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.agent.app.FaultyPlace;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Places and moments in which something is wrong: the application behaves as without the packaged agent. */
final class AgentFaultsIT {

    /*
     * Not tried, because no test of it would be one:
     * - a heap that is full while the engine starts: on JDK 25 the outcome differs from run to run;
     * - an operating system that gives the agent no thread: with the highest limit of processes at which something fails, the JVM
     *   itself does not start, and with one more the agent has its thread.
     */

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void nothingIsWrittenAndNoOddPathOrFullDiskMatters(int version, @TempDir Path directory) throws Exception {
        Path odd = Files.createDirectory(directory.resolve("a b %20+ü#"));
        Path jar = Files.copy(AgentRun.agentJar(), odd.resolve("sonde agent.jar"));
        Path config = Files.write(directory.resolve("broken"), new byte[] {0, 1, -1, '\n', 'a', '=', -128});
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Launch launch = Launch.of(version, FaultyPlace.class)
                .environment("LC_ALL", "C.UTF-8")
                .option("-Djava.io.tmpdir=/proc/none", "-Duser.home=/proc/none")
                .jar(jar)
                .settings("prot=1,config=" + config)
                .directory(empty)
                .error(Path.of("/dev/full"));
        AgentRun bare = launch.bare("work");
        assertThat(bare.output()).isEqualTo("begins\nname: b\n42001 42001\n");
        AgentRun run = launch.withAgent("work");
        assertSame(run, bare, 7);
        assertThat(run.page()).contains("db_query_text=\"select name from items where id = ?\"");
        run.withoutSuppressedFailures();
        try (Stream<Path> written = Files.list(empty)) {
            assertThat(written).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void theJarMayBeDeletedAndGivenTwice(int version, @TempDir Path directory) throws Exception {
        Path jar = Files.copy(AgentRun.agentJar(), directory.resolve("one.jar"));
        Path other = Files.copy(AgentRun.agentJar(), directory.resolve("other.jar"));
        Launch launch =
                Launch.of(version, FaultyPlace.class).jar(jar).optionWithAgent("-javaagent:" + other + "=port=1");
        AgentRun bare = launch.bare("delete", "none");
        AgentRun run = launch.withAgent("delete", jar + File.pathSeparator + other);
        assertThat(jar).doesNotExist();
        assertSame(run, bare, 7);
        assertThat(run.ownError()).isEqualTo("[sonde] the agent was given twice; the second one does nothing");
        assertThat(run.page()).contains("db_query_text=\"select name from items where id = ?\"");
        run.withoutSuppressedFailures();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void anApplicationMayEndBeforeTheAgentHasStarted(int version) throws Exception {
        Launch launch = Launch.of(version, FaultyPlace.class);
        AgentRun bare = launch.bare("exit");
        assertThat(bare.output()).isEqualTo("begins\nhook\n");
        for (int i = 0; i < 3; i++) {
            AgentRun run = launch.withAgent("exit");
            assertSame(run, bare, 3);
            assertThat(run.ownError()).isEmpty();
        }
    }

    /** The engine has started before. */
    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void theHeapMayBeFullForAWhile(int version) throws Exception {
        Launch launch = Launch.of(version, FaultyPlace.class).option("-Xmx48m");
        AgentRun bare = launch.bare("heap");
        assertThat(bare.output()).contains("free again\n");
        AgentRun run = launch.withAgent("heap");
        assertSame(run, bare, 7);
        assertThat(run.page()).contains("db_query_text=\"select name from items where id = ?\"");
    }

    @Test
    void aSecurityManagerMayForbidEverything(@TempDir Path directory) throws Exception {
        Path policy = directory.resolve("policy");
        String grant = "grant%s { permission java.security.AllPermission; };\n";
        Files.writeString(
                policy,
                grant.formatted(" codeBase \"file:" + directoryOfTests() + "/-\"")
                        + grant.formatted(" codeBase \"file:" + AgentRun.jar(org.h2.Driver.class) + "\""));
        Launch launch =
                Launch.of(17, FaultyPlace.class).option("-Djava.security.manager", "-Djava.security.policy==" + policy);
        AgentRun bare = launch.bare("work");
        assertThat(bare.status()).isEqualTo(7);
        AgentRun forbidden = launch.withAgent("exit");
        assertThat(Launch.said(forbidden)).hasSize(1);
        assertThat(forbidden.output()).isEqualTo(launch.bare("exit").output());
        Files.writeString(
                policy,
                Files.readString(policy)
                        + grant.formatted(
                                " codeBase \"file:" + AgentRun.agentJar().toRealPath() + "\""));
        AgentRun run = launch.withAgent("work");
        assertSame(run, bare, 7);
        assertThat(run.page()).contains("db_query_text=\"select name from items where id = ?\"");
        run.withoutSuppressedFailures();
    }

    private static void assertSame(AgentRun run, AgentRun bare, int status) {
        assertThat(bare.status()).as(bare.error()).isEqualTo(status);
        assertThat(run.status()).as(run.error()).isEqualTo(status);
        assertThat(Launch.ownOutput(run)).isEqualTo(bare.output());
    }

    private static String directoryOfTests() throws Exception {
        return AgentRun.jar(AgentRun.class);
    }
}
