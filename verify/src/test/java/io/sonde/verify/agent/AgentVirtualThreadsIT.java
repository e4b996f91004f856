package io.sonde.verify.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.agent.app.ManyVirtualThreads;
import io.sonde.verify.jdk.Jdk;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A million virtual threads, each of which executes one query. */
final class AgentVirtualThreadsIT {

    private static final int WARM = 50_000;
    private static final int MILLION = 1_000_000;

    /** A million entries of anything, 16 bytes each, would be 16 MB. */
    private static final long HEAP_BYTES = 2_000_000;

    private static final long OWN_BYTES = 10_000;

    @Test
    void theyAreCountedExactlyAndLeaveNothingBehind() throws Exception {
        AgentRun run = AgentRun.of(
                        Jdk.require(25), ManyVirtualThreads.class, String.valueOf(WARM), String.valueOf(MILLION))
                .succeeded();
        List<long[]> rounds = run.output()
                .lines()
                .filter(line -> line.startsWith("round: "))
                .map(line -> Arrays.stream(line.substring(7).split(" ", -1))
                        .mapToLong(Long::parseLong)
                        .toArray())
                .toList();
        assertThat(rounds).hasSize(2);
        long[] warm = rounds.get(0);
        long[] million = rounds.get(1);
        assertThat(million[0]).as("failed queries").isZero();
        assertThat(million[1] - warm[1]).as("heap that stays").isLessThan(HEAP_BYTES);
        assertThat(million[2]).as("threads of Sonde's").isPositive().isLessThanOrEqualTo(4);
        assertThat(million[3]).as("series").isPositive().isEqualTo(warm[3]);
        assertThat(million[4]).as("segments of slots").isEqualTo(1).isEqualTo(warm[4]);
        assertThat(million[5]).as("bytes of Sonde's objects").isPositive().isLessThan(warm[5] + OWN_BYTES);
        assertThat(run.series("db_client_operation_duration_seconds_count{"))
                .hasSize(1)
                .allMatch(line ->
                        line.endsWith("} " + (WARM + MILLION) + ".0") || line.endsWith("} " + (WARM + MILLION)));
        assertThat(run.series("sonde_agent_executions_dropped_total"))
                .containsExactly("sonde_agent_executions_dropped_total 0.0");
        assertThat(run.ownError()).isEmpty();
        run.withoutSuppressedFailures();
    }
}
