package io.sonde.verify.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.agent.app.ThrowingDriverUser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;

/** Drivers that fail in every way, under the packaged agent. */
final class AgentDriverFaultsIT {

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void whatADriverThrowsReachesTheApplicationAsItIs(int version) throws Exception {
        Launch launch = Launch.of(version, ThrowingDriverUser.class).alsoOnClassPath(ClassWriter.class);
        AgentRun bare = launch.bare().succeeded();
        assertThat(bare.output().lines().filter(line -> line.contains("the very object")))
                .hasSizeGreaterThan(6000);
        AgentRun run = launch.withAgent().succeeded();
        assertThat(Launch.ownOutput(run)).isEqualTo(bare.output());
        assertThat(run.ownError()).isEqualTo(bare.error());
        assertThat(run.page())
                .contains("sonde_agent_woven_classes_total{type=\"driver\"} 1.0")
                .contains("sonde_agent_woven_classes_total{type=\"connection\"} 1.0")
                .contains("sonde_agent_woven_classes_total{type=\"statement\"} 1.0")
                .contains("sonde_agent_woven_classes_total{type=\"result_set\"} 1.0");
        // What came after all the failures is counted as ever.
        assertThat(run.series("db_client_operation_duration_seconds_count"))
                .filteredOn(line -> line.contains("db_query_summary=\"SELECT faults\"") && line.endsWith(" 3"))
                .isNotEmpty();
        assertThat(run.series("db_client_response_returned_rows_count"))
                .filteredOn(line -> line.contains("db_collection_name=\"rows_of_faults\"") && line.endsWith(" 2"))
                .isNotEmpty();
        run.withoutSuppressedFailures();
    }
}
