package io.sonde.verify.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.agent.app.FaultyPlace;
import io.sonde.verify.agent.app.SteppingClock;
import io.sonde.verify.agent.app.ThreadHog;
import io.sonde.verify.servers.Tool;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Places and moments in which something is wrong: the application behaves as without the packaged agent. */
final class AgentFaultsIT {

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

    /** HotSpot itself complains that it has no memory to ask an agent about a class. What an application can do afterwards differs on JDK 25. */
    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void theHeapMayBeFullWhileTheAgentStarts(int version) throws Exception {
        Launch launch = Launch.of(version, FaultyPlace.class).option("-Xmx48m");
        AgentRun bare = launch.bare("heap at start");
        assertThat(bare.output()).isEqualTo("begins\nfree again\n");
        for (int i = 0; i < 3; i++) {
            AgentRun run = launch.withAgent("heap at start");
            assertSame(run, bare, 7);
            assertThat(Launch.said(run))
                    .hasSizeLessThanOrEqualTo(1)
                    .allMatch(line -> line.startsWith("[sonde] suppressed a failure of its own (engine): java.lang."));
        }
    }

    /** None at all while the agent is asked to start: it says so. Or the one that it begins with, and none for what that starts. */
    @ParameterizedTest
    @CsvSource({"17, 0", "25, 0", "17, 2", "25, 2"})
    void thereMayBeNoThreadForTheAgent(int version, int left, @TempDir Path directory) throws Exception {
        Path hog = agentJar(directory.resolve("hog.jar"), ThreadHog.class);
        Launch launch = Launch.of(version, FaultyPlace.class)
                .through(LimitedThreads.command(100))
                .option("-Xlog:disable", "-XX:+UseSerialGC")
                .environment("JAVA_TOOL_OPTIONS", "-javaagent:" + hog + "=" + left);
        if (left == 0) {
            // The JVM needs one between its agents and the application.
            launch.option("-javaagent:" + hog + "=release");
        }
        AgentRun bare = launch.bare("threads");
        assertThat(bare.output()).isEqualTo("begins\nname: b\n42001 42001\n");
        AgentRun run = launch.withAgent("threads");
        assertSame(run, bare, 7);
        assertThat(Launch.said(run)).singleElement().asString().contains("unable to create native thread");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void theClockMayStepBackAndForth(int version, @TempDir Path directory) throws Exception {
        Path clock = Files.writeString(directory.resolve("clock"), "+0");
        Launch launch = Launch.of(version, SteppingClock.class)
                .settings("executions.long=100ms")
                .environment("LD_PRELOAD", fakeTime())
                .environment("FAKETIME_TIMESTAMP_FILE", clock.toString())
                .environment("FAKETIME_CACHE_DURATION", "1")
                // Otherwise timed waits return at once.
                .environment("FAKETIME_FORCE_MONOTONIC_FIX", "0")
                .environment("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        AgentRun bare = launch.bare(clock.toString());
        String threes = "3333333333\n";
        assertThat(bare.output())
                .isEqualTo("-1h: -1 h\n" + threes + "+2h: 3 h\n" + threes + "-3d: -74 h\n" + threes
                        + "cancelled: 57014\n");
        Files.writeString(clock, "+0");
        AgentRun run = launch.withAgent(clock.toString());
        assertSame(run, bare, 7);
        assertThat(run.ownError()).isEmpty();
        assertThat(run.series("age: "))
                .filteredOn(line -> line.contains("oldest"))
                .hasSize(3)
                .allSatisfy(line -> assertThat(value(line)).isBetween(0.0, 100.0));
        assertThat(run.series("db_client_operation_duration_seconds_count{"))
                .filteredOn(line -> !line.contains("error_type="))
                .singleElement()
                .satisfies(line -> assertThat(value(line)).isEqualTo(30));
        assertThat(run.series("db_client_operation_duration_seconds_sum{"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(value(line)).isBetween(0.0, 100.0));
        run.withoutSuppressedFailures();
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    /** The library that {@code faketime} puts before the C library. */
    private static String fakeTime() throws Exception {
        Tool.Result environment = Tool.named("faketime").run("-m", "-f", "+0", "env");
        return environment
                .output()
                .lines()
                .filter(line -> line.startsWith("LD_PRELOAD="))
                .map(line -> line.substring("LD_PRELOAD=".length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(environment.output()));
    }

    /** A jar that makes an agent of a class on the class path. */
    private static Path agentJar(Path jar, Class<?> agent) throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", agent.getName());
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
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
