package io.sonde.agent.bootstrap.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RunningExecutionsTest extends CountedExecutions {

    @Test
    void aRunningExecutionIsSeenOnceWithItsQuery() {
        FakeStatement alone = new FakeStatement(server.query(SQL));
        long token = Executions.enter(alone);
        assertThat(running()).containsExactly(server.query(SQL).ordinal());
        Executions.enter(new FakeStatement(server), "select inner");
        assertThat(running()).containsExactly(server.query(SQL).ordinal());
        Executions.exit(alone, token);
        assertThat(running()).isEmpty();

        FakeStatement pool = new FakeStatement(SQL);
        long poolToken = Executions.enter(pool);
        assertThat(running()).containsExactly(0);
        FakeStatement driver = new FakeStatement(server);
        long driverToken = Executions.enter(driver, "select wrapped");
        assertThat(running()).containsExactly(server.query("select wrapped").ordinal());
        Executions.failed(new IllegalStateException(), driver, driverToken);
        assertThat(running()).isEmpty();
        Executions.exit(pool, poolToken);

        FakeStatement batch = new FakeStatement(server);
        Batches.added(batch, "delete from running where x = 1", Batches.before(batch));
        long batchToken = Executions.enterBatch(batch);
        assertThat(running())
                .containsExactly(server.query("delete from running where x = ?").ordinal());
        Executions.exit(batch, batchToken);
    }

    @Test
    void aSlotWhoseExecutionNeverEndedIsFreedWhenItsThreadExecutesAgain() throws InterruptedException {
        Thread thread = new Thread(() -> {
            FakeStatement lost = new FakeStatement(server.query("select lost"));
            assertThat(Executions.enter(lost)).isNotZero();
            FakeStatement next = new FakeStatement(server.query(SQL));
            long start = System.nanoTime();
            while (count(SQL) == 0 && System.nanoTime() - start < 20_000_000_000L) {
                Executions.exit(next, Executions.enter(next));
            }
            for (int i = 0; i < 9; i++) {
                Executions.exit(next, Executions.enter(next));
            }
        });
        thread.start();
        thread.join();
        assertThat(count(SQL)).isEqualTo(10);
        assertThat(count("select lost")).isZero();
    }

    /** Whatever entry it is whose turn to look: with an odd number of entries before, it would be the driver's each time. */
    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "0, false", "1, false"})
    void aLostSlotIsFreedAlsoWhenTheThreadExecutesThroughWrappers(int entriesBefore, boolean leftToDriver)
            throws InterruptedException {
        Thread thread = new Thread(() -> {
            Executions.enter(new FakeStatement(server.query("select lost")));
            for (int i = 0; i < entriesBefore; i++) {
                Executions.enter(new FakeStatement(server.query("select lost")));
            }
            NestingStatement wrapper = new NestingStatement(leftToDriver ? WovenStatement.COUNTED_INSIDE : null);
            NestingStatement driver = new NestingStatement(server.query(SQL));
            long start = System.nanoTime();
            while (count(SQL) == 0 && System.nanoTime() - start < 20_000_000_000L) {
                wrapper.execute(() -> driver.execute(() -> {}));
            }
            wrapper.execute(() -> driver.execute(() -> {}));
        });
        thread.start();
        thread.join();
        assertThat(count(SQL)).isEqualTo(2);
        assertThat(running()).isEmpty();
    }

    @Test
    void anExecutionInsideALongOneIsNotTakenForItsSuccessor() {
        NestingStatement outer = new NestingStatement(server.query(SQL));
        outer.execute(() -> {
            NestingStatement inner = new NestingStatement(server.query("select inside"));
            long start = System.nanoTime();
            while (System.nanoTime() - start < 1_200_000_000L) {
                inner.execute(() -> {});
            }
        });
        assertThat(count(SQL)).isEqualTo(1);
        assertThat(count("select inside")).isZero();
    }

    @Test
    void overflowsOfTheStackInsideTheEntryPointsLoseNoThread() throws InterruptedException {
        FakeStatement statement = new FakeStatement(server.query(SQL));
        Thread thread = new Thread(
                null,
                () -> {
                    for (int i = 0; i < 300; i++) {
                        overflow(statement, i % 7);
                    }
                    long before = count(SQL);
                    long start = System.nanoTime();
                    while (count(SQL) == before && System.nanoTime() - start < 20_000_000_000L) {
                        Executions.exit(statement, Executions.enter(statement));
                    }
                    Executions.exit(statement, Executions.enter(statement));
                    assertThat(count(SQL)).isEqualTo(before + 2);
                },
                "overflows",
                256 * 1024);
        List<Throwable> failures = new ArrayList<>();
        thread.setUncaughtExceptionHandler((t, failure) -> failures.add(failure));
        thread.start();
        thread.join();
        assertThat(failures).isEmpty();
        assertThat(running()).isEmpty();
        overflowsSuppressed = Failures.count(Place.EXECUTE);
    }

    /** Executes at each depth of a recursion until there is no stack left; steps of several sizes end it at several places. */
    private static void overflow(FakeStatement statement, int step) {
        try {
            descend(statement, step);
        } catch (StackOverflowError expected) {
            // The application's own.
        }
    }

    private static void descend(FakeStatement statement, int step) {
        Executions.exit(statement, Executions.enter(statement));
        if (step > 0) {
            descendThrough(statement, step, step, step, step);
        } else {
            descend(statement, step);
        }
    }

    private static void descendThrough(FakeStatement statement, long a, long b, long c, int step) {
        Executions.exit(statement, Executions.enter(statement));
        descend(statement, a + b + c > 3 ? step : 1);
    }
}
