package io.sonde.verify.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.agent.app.OddClassesUser;
import io.sonde.verify.jdk.Jdk;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;

/** Classes that cannot be woven, or that one would rather not weave, under the packaged agent. */
final class AgentOddClassesIT {

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void whatCannotBeWovenIsAsWithoutTheAgent(int version, @TempDir Path directory) throws Exception {
        String jar = SignedDriver.in(directory, Jdk.require(version)).toString();
        Launch launch = Launch.of(version, OddClassesUser.class).alsoOnClassPath(ClassWriter.class);
        AgentRun bare = launch.bare(jar).succeeded();
        assertThat(bare.output())
                .contains("plain: execute is false, executeUpdate is 0\n")
                .contains("of a version to come: java.lang.UnsupportedClassVersionError\n")
                .contains("without a frame: java.lang.VerifyError\n")
                .contains("with a huge method: execute is false")
                .contains("with a field of Sonde's name: execute is false")
                .contains("cut short: java.lang.ClassFormatError\n")
                .contains("with methods from an interface: execute is true, executeUpdate is 18\n")
                .contains("hidden: execute is false")
                .contains("without a file for its supertype: execute is false")
                .contains("of a loader that fails when asked for a file: execute is true")
                .contains("signers: 1\n");
        AgentRun run = launch.withAgent(jar).succeeded();
        assertThat(Launch.ownOutput(run)).isEqualTo(bare.output());
        assertThat(Launch.said(run))
                .singleElement()
                .asString()
                .startsWith("[sonde] suppressed a failure of its own (weave): ");
        assertThat(run.series("sonde_agent_suppressed_failures_total"))
                .filteredOn(line -> !line.endsWith(" 0.0"))
                .containsExactly("sonde_agent_suppressed_failures_total{place=\"weave\"} 3.0");
    }
}
