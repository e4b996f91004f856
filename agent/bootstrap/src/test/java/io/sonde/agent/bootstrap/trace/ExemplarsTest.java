package io.sonde.agent.bootstrap.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExemplarsTest {

    private static final long MILLI = 1_000_000;

    /** Far ahead of the clock, so that each round is over. */
    private static long clock = System.nanoTime();

    /** Counts what it is asked. */
    private static final class Traces implements TraceAccess {
        private final boolean sampled;
        private int asked;

        Traces(boolean sampled) {
            this.sampled = sampled;
        }

        @Override
        public @Nullable Exemplar sampled(long nanos) {
            asked++;
            return sampled ? new Exemplar("trace" + asked, "span", nanos, 1_000) : null;
        }
    }

    private final Exemplars exemplars = new Exemplars();
    private final Traces traces = new Traces(true);

    @Test
    void theSlowestOfARegionStays() {
        for (long millis : new long[] {10, 12, 11, 20, 13}) {
            exemplars.offer(millis * MILLI, traces);
        }
        assertThat(exemplars.recent(2_000)).extracting(Exemplar::nanos).containsExactly(20 * MILLI);
        assertThat(traces.asked).isEqualTo(3);
    }

    @Test
    void slowAndQuickOnesDoNotTakeEachOthersPlace() {
        for (long micros : new long[] {100, 1_000, 50_000, 3_000_000, 200}) {
            exemplars.offer(micros * 1000, traces);
        }
        assertThat(exemplars.recent(2_000))
                .extracting(exemplar -> exemplar.nanos() / 1000)
                .containsExactly(100L, 200L, 1_000L, 50_000L, 3_000_000L);
    }

    @Test
    void theNextRoundTakesWhatIsLessSlowButNotSoonAfterTheLast() {
        nextRound();
        exemplars.offer(20 * MILLI, traces);
        Exemplars.nextRound(clock + 1);
        exemplars.offer(10 * MILLI, traces);
        assertThat(exemplars.recent(2_000)).extracting(Exemplar::nanos).containsExactly(20 * MILLI);
        nextRound();
        exemplars.offer(10 * MILLI, traces);
        assertThat(exemplars.recent(2_000)).extracting(Exemplar::nanos).containsExactly(10 * MILLI);
    }

    @Test
    void whereNothingIsSampledTheQuestionsEnd() {
        Traces silent = new Traces(false);
        for (int i = 0; i < 10_000; i++) {
            exemplars.offer(10 * MILLI, silent);
        }
        assertThat(silent.asked).isEqualTo(256);
        exemplars.offer(200 * MILLI, silent);
        assertThat(silent.asked).isEqualTo(257);
        nextRound();
        exemplars.offer(10 * MILLI, silent);
        assertThat(silent.asked).isEqualTo(258);
        assertThat(exemplars.recent(2_000)).isEmpty();
    }

    @Test
    void anOldOneIsNotShown() {
        exemplars.offer(MILLI, traces);
        assertThat(exemplars.recent(1_000 + 299_999)).hasSize(1);
        assertThat(exemplars.recent(1_000 + 300_000)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,0", "131071,0", "131072,1", "524287,1", "524288,2", "2097152,3", "536870911,6", "536870912,7"})
    void eachRegionCoversAFactorOfFour(long nanos, int region) {
        assertThat(Exemplars.region(nanos)).isEqualTo(region);
        assertThat(Exemplars.region(Long.MAX_VALUE)).isEqualTo(7);
    }

    @Test
    void whatIsNotTakenAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        exemplars.offer(20 * MILLI, traces);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1_000; i++) {
                exemplars.offer(10 * MILLI, traces);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }

    private static void nextRound() {
        clock += 10_000_000_000L;
        Exemplars.nextRound(clock);
    }
}
