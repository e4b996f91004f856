package io.sonde.verify.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.agent.AgentRun;
import io.sonde.verify.jdk.Jdk;
import io.sonde.verify.matrix.app.UrlPools;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pools that are told a URL; where they are told a data source, {@link MatrixIT} has them. */
final class UrlPoolsIT {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"17, POSTGRESQL", "25, POSTGRESQL", "17, MARIADB", "25, MYSQL", "25, H2"})
    void eachExecutionCountsOnce(int version, Database database) throws Exception {
        String name = "urls" + version;
        int port = AgentRun.freePort();
        List<String> options = new ArrayList<>(JvmOptions.quiet(directory));
        options.add("-javaagent:" + AgentRun.agentJar() + "=host=127.0.0.1,queries.published=2000,port=" + port);
        AgentRun run = AgentRun.of(
                        Jdk.require(version),
                        port,
                        options,
                        List.of("-cp", ApplicationClassPath.get(), UrlPools.class.getName()),
                        database.create(name, false))
                .succeeded();
        run.withoutSuppressedFailures();
        Counts written = Counts.ofLedger(run.output(), database.dialect());
        assertThat(written.executions()).isNotEmpty();
        assertThat(written.differences(Counts.ofPage(run.page(), database.labels(name), Companions::isOne)))
                .isEmpty();
        assertThat(run.ownError()).isEmpty();
    }
}
