package io.sonde.agent.engine.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class RealExecutionsTest {

    private static final long OLD = 1000;

    private final RealExecutions real = new RealExecutions(name -> name.equals(Driver.class.getName()), OLD, 10 * OLD);

    /** Stands for a woven class. */
    private static final class Driver {
        void executeQuery(CountDownLatch inside, CountDownLatch end) {
            inside.countDown();
            awaitQuietly(end);
        }
    }

    @Test
    void anOldExecutionIsRealWhileItsThreadIsInADriver() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = new Thread(() -> new Driver().executeQuery(inside, end));
        thread.start();
        inside.await();
        Execution execution = of(thread, false, OLD);
        assertThat(real.among(List.of(execution))).containsExactly(execution);
        end.countDown();
        thread.join();
        assertThat(real.among(List.of(of(thread, false, 2 * OLD)))).isEmpty();
    }

    @Test
    void oneWhoseThreadDoesSomethingElseIsNot() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            inside.countDown();
            awaitQuietly(end);
        });
        thread.start();
        inside.await();
        assertThat(real.among(List.of(of(thread, false, OLD - 1)))).hasSize(1);
        assertThat(real.among(List.of(of(thread, false, OLD)))).isEmpty();
        assertThat(real.among(List.of(of(thread, false, OLD + 1)))).isEmpty();
        end.countDown();
        thread.join();
    }

    @Test
    void aVirtualThreadIsBelievedForLonger() {
        Thread never = new Thread(() -> {});
        assertThat(real.among(List.of(of(never, true, 10 * OLD - 1)))).hasSize(1);
        assertThat(real.among(List.of(of(never, true, 10 * OLD)))).isEmpty();
    }

    @SuppressWarnings("deprecation") // What the slots have.
    private static Execution of(Thread thread, boolean virtual, long age) {
        return new Execution(thread.getId(), virtual, 1, 1, age);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
