package io.sonde.agent.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class FreeProcessorTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void whoLeavesMostOfAProcessorFreeIsWaitedForOnce() {
        assertThat(new Application(2, 1.2).waited(10 * SECOND)).isEqualTo(SECOND / 10);
        assertThat(new Application(16, 15.2).waited(10 * SECOND)).isEqualTo(SECOND / 10);
        assertThat(new Application(1, 0.2).waited(10 * SECOND)).isEqualTo(SECOND / 10);
    }

    @Test
    void whoNeedsThemAllIsWaitedForUntilThatIsOver() {
        assertThat(new Application(2, 1.9, 1.4, 2.0, 1.1, 2.0).waited(10 * SECOND))
                .isEqualTo(4 * SECOND / 10);
        assertThat(new Application(1, 0.9, 0.4, 0.1).waited(10 * SECOND)).isEqualTo(3 * SECOND / 10);
    }

    @Test
    void whoWantsThemAllAndGetsLessIsWaitedForToo() {
        assertThat(new Application(2, 1.2).wanting(2, 2, 1).waited(10 * SECOND)).isEqualTo(3 * SECOND / 10);
        assertThat(new Application(2, 1.2).wanting(1).waited(10 * SECOND)).isEqualTo(SECOND / 10);
        assertThat(new Application(1, 0.1).wanting(1, 0).waited(10 * SECOND)).isEqualTo(2 * SECOND / 10);
        assertThat(new Application(1, 0.05).within("25000 100000").wanting(1, 0).waited(10 * SECOND))
                .isEqualTo(2 * SECOND / 10);
    }

    @Test
    void ofManyThreadsTheFirstAreLookedAt() {
        Application application = new Application(2, 1.2).wanting(2, 0);
        application.sleeping = 197;
        assertThat(application.waited(10 * SECOND)).isEqualTo(2 * SECOND / 10);
        application = new Application(2, 1.2).wanting(2, 0);
        application.sleeping = 198;
        assertThat(application.waited(10 * SECOND)).isEqualTo(SECOND / 10);
    }

    @Test
    void aThreadThatHasEndedOrSleepsDoesNotWantToRun() {
        assertThat(FreeProcessor.wantsToRun("7 (C2 (R) Compil) R 1 7")).isTrue();
        assertThat(FreeProcessor.wantsToRun("7 (R) R) S 1 7")).isFalse();
        assertThat(FreeProcessor.wantsToRun("7 (main) Z 1 7")).isFalse();
        assertThat(FreeProcessor.wantsToRun("")).isFalse();
        assertThat(FreeProcessor.wantsToRun("R")).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void linuxTellsOfTheThreadThatAsksThatItRuns() {
        FreeProcessor linux = new FreeProcessor();
        assertThat(linux.threads()).isNotEmpty();
        assertThat(linux.threads())
                .anyMatch(thread -> FreeProcessor.wantsToRun(linux.read("/proc/self/task/" + thread + "/stat")));
    }

    @Test
    void nobodyIsWaitedForLongerThanThat() {
        assertThat(new Application(2, 2.0).waited(10 * SECOND)).isEqualTo(10 * SECOND);
        assertThat(new Application(2, 2.0).waited(SECOND / 4)).isEqualTo(SECOND / 4);
        assertThat(new Application(2, 2.0).waited(0)).isZero();
    }

    @Test
    void whoseControlGroupHasLessThanAProcessorIsWaitedForUntilMostOfThatIsFree() {
        assertThat(new Application(1, 0.25, 0.2, 0.05).within("25000 100000").waited(10 * SECOND))
                .isEqualTo(3 * SECOND / 10);
        assertThat(new Application(2, 1.2, 0.7, 0.4).within("120000 100000").waited(10 * SECOND))
                .isEqualTo(3 * SECOND / 10);
        assertThat(new Application(2, 1.2, 0.7).within("max 100000").waited(10 * SECOND))
                .isEqualTo(SECOND / 10);
    }

    @Test
    void whereNobodyTellsTheTimeUsedThereIsNoWait() {
        assertThat(new Application(2, -1).waited(10 * SECOND)).isZero();
        assertThat(FreeProcessor.nanos("")).isNegative();
        assertThat(FreeProcessor.nanos("1 (java) S 1 2 3")).isNegative();
        assertThat(FreeProcessor.nanos("1 (java) S 1 2 3 4 5 6 7 8 9 10 a b c")).isNegative();
        assertThat(new FreeProcessor().read("/no/such/file")).isEmpty();
        assertThat(FreeProcessor.quota("")).isEqualTo(Double.MAX_VALUE);
    }

    @Test
    void linuxTellsInHundredthsOfASecondBehindANameThatMayBeAnything() {
        assertThat(FreeProcessor.nanos("7 (a) b (c) d) S 1 7 7 0 -1 4194560 4 5 6 7 150 25 0 0 20 0 18"))
                .isEqualTo(175 * SECOND / 100);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void linuxTellsItOfThisProcess() {
        assertThat(new FreeProcessor().usedNanos())
                .isBetween(
                        SECOND / 100,
                        ProcessHandle.current()
                                .info()
                                .totalCpuDuration()
                                .orElseThrow()
                                .toNanos());
    }

    /** One that uses so many processors from look to look, and then as many as at last; below 0 if nobody tells. */
    private static final class Application extends FreeProcessor {

        private final int processors;
        private final double[] uses;
        private String quota = "";
        private int[] wanting = {0};
        private int unused;
        /** How many threads that do not want to run come before those that do. */
        private int sleeping;

        private int looks;
        private long now;
        private double used;

        Application(int processors, double... uses) {
            this.processors = processors;
            this.uses = uses;
        }

        Application within(String cpuMax) {
            quota = cpuMax;
            return this;
        }

        /** At each look that finds a processor unused, so many threads of 2 000 that want to run, and then as many as at last. */
        Application wanting(int... threads) {
            wanting = threads;
            return this;
        }

        @Override
        String read(String file) {
            if (!file.contains("/task/")) {
                return quota;
            }
            return file.contains("/runs/") ? "1 (java) R 1" : "1 (java) S 1";
        }

        @Override
        String[] threads() {
            String[] threads = new String[2_000];
            Arrays.fill(threads, "sleeps");
            int runs = 1 + wanting[Math.min(unused++, wanting.length - 1)];
            Arrays.fill(threads, sleeping, sleeping + runs, "runs");
            return threads;
        }

        long waited(long most) {
            await(most);
            return now;
        }

        @Override
        int processors() {
            return processors;
        }

        @Override
        long usedNanos() {
            return uses[0] < 0 ? -1 : (long) used;
        }

        @Override
        long nanoTime() {
            return now;
        }

        @Override
        void park(long nanos) {
            now += nanos;
            used += nanos * uses[Math.min(looks++, uses.length - 1)];
        }
    }
}
