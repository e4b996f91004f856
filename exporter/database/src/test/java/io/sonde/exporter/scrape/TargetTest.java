package io.sonde.exporter.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.endpoint.log.LogSink;
import io.sonde.endpoint.page.RememberedPage;
import io.sonde.endpoint.page.Room;
import io.sonde.exporter.config.CollectionConfig;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who joins, who waits for how long, and what is said meanwhile; without a server. */
class TargetTest extends WithThreads {

    private static final LogSink NO_LOG = LogSink.SILENT;

    private Target target(Connections connections) {
        TargetSetup setup = new TargetSetup(config, new TargetLabels(config), new CollectionConfig(2, Duration.ZERO));
        return new Target(
                setup,
                new FakeSystem(List.of(new Nothing())),
                connections,
                new RememberedPage(new Room(0)),
                background,
                NO_LOG);
    }

    private static boolean all(String collector) {
        return !collector.isEmpty();
    }

    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    @Test
    void whoAsksMeanwhileJoins() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger connects = new AtomicInteger();
        Target target = target(() -> {
            connects.incrementAndGet();
            await(release);
            throw new SQLException("refused", "08001");
        });
        Run first = target.start(lanes, TargetTest::all, in(Duration.ofSeconds(10)));
        Run second = target.start(lanes, TargetTest::all, in(Duration.ofSeconds(10)));
        assertThat(second).isSameAs(first);
        release.countDown();
        first.await(in(Duration.ofSeconds(10)));
        assertThat(first.finished()).isTrue();
        Run third = target.start(lanes, TargetTest::all, in(Duration.ofSeconds(10)));
        assertThat(third).isNotSameAs(first);
        third.await(in(Duration.ofSeconds(10)));
        assertThat(connects).hasValue(2);
    }

    @Test
    void whoStopsWaitingIsToldThatTheTargetIsLate() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        Target target = target(() -> {
            await(release);
            throw new SQLException("refused", "08001");
        });
        Run run = target.start(lanes, TargetTest::all, in(Duration.ofSeconds(10)));
        run.await(in(Duration.ofMillis(50)));
        assertThat(reason(run)).isEqualTo(Reason.DEADLINE);
        release.countDown();
        run.await(in(Duration.ofSeconds(10)));
        assertThat(reason(run)).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void whoComesAfterTheOthersStoppedWaitingGetsNothingOfTheirs() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger connects = new AtomicInteger();
        Target target = target(() -> {
            connects.incrementAndGet();
            await(release);
            throw new SQLException("refused", "08001");
        });
        Run first = target.start(lanes, TargetTest::all, in(Duration.ofMillis(300)));
        while (connects.get() == 0) {
            Thread.onSpinWait();
        }
        first.await(in(Duration.ofMillis(300)));
        Run second = target.start(lanes, TargetTest::all, in(Duration.ofSeconds(10)));
        assertThat(second).isNotSameAs(first);
        assertThat(reason(second)).isEqualTo(Reason.DEADLINE);
        release.countDown();
        second.await(in(Duration.ofSeconds(10)));
        assertThat(connects).hasValue(2);
    }

    @Test
    void whoComesWhileACollectionWaitsForAThreadIsWaitedFor() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        Target stuck = target(() -> {
            await(release);
            throw new SQLException("refused", "08001");
        });
        Target queued = target(() -> {
            throw new SQLException("refused", "08001");
        });
        try (Lanes narrow = new Lanes(1, scheduler)) {
            stuck.start(narrow, TargetTest::all, in(Duration.ofSeconds(10)));
            Run run = queued.start(narrow, TargetTest::all, in(Duration.ofMillis(10)));
            run.await(in(Duration.ofMillis(20)));
            assertThat(run.finished()).isFalse();
            Run joined = queued.start(narrow, TargetTest::all, in(Duration.ofSeconds(10)));
            assertThat(joined).isSameAs(run);
            // The lane gets another thread after a moment.
            joined.await(in(Duration.ofSeconds(10)));
            assertThat(reason(joined)).isEqualTo(Reason.UNREACHABLE);
            release.countDown();
        }
    }

    @Test
    void aRunThatEndsWithAnErrorLeavesTheTargetDown() throws InterruptedException {
        Target target = target(() -> {
            throw new NoClassDefFoundError("a driver's class");
        });
        Run run = target.start(lanes, TargetTest::all, in(Duration.ofSeconds(10)));
        run.await(in(Duration.ofSeconds(10)));
        assertThat(run.finished()).isTrue();
        assertThat(reason(run)).isEqualTo(Reason.FAILED);
    }

    @Test
    void targetsThatWereDownDoNotTakeTheThreadsOfTheOthers() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        Connections down = () -> {
            throw new SQLException("refused", "08001");
        };
        Connections stuck = () -> {
            await(release);
            throw new SQLException("refused", "08001");
        };
        AtomicInteger phase = new AtomicInteger();
        List<Target> doubtful = List.of(
                target(() -> (phase.get() == 0 ? down : stuck).connect()),
                target(() -> (phase.get() == 0 ? down : stuck).connect()),
                target(() -> (phase.get() == 0 ? down : stuck).connect()));
        for (Target target : doubtful) {
            Run run = target.start(lanes, TargetTest::all, in(Duration.ofSeconds(10)));
            run.await(in(Duration.ofSeconds(10)));
            target.report(run.findings(), TargetTest::all, new Samples());
        }
        phase.set(1);
        doubtful.forEach(target -> target.start(lanes, TargetTest::all, in(Duration.ofSeconds(10))));
        Target fresh = target(down);
        Run run = fresh.start(lanes, TargetTest::all, in(Duration.ofSeconds(10)));
        run.await(in(Duration.ofSeconds(10)));
        assertThat(run.finished()).isTrue();
        release.countDown();
    }

    @Test
    void whoOnlyStoodInTheQueueIsNotTakenForDown() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        Target stuck = target(() -> {
            await(release);
            throw new SQLException("refused", "08001");
        });
        AtomicReference<String> thread = new AtomicReference<>("");
        Target queued = target(() -> {
            thread.set(Thread.currentThread().getName());
            throw new SQLException("refused", "08001");
        });
        try (Lanes narrow = new Lanes(1, scheduler)) {
            stuck.start(narrow, TargetTest::all, in(Duration.ofSeconds(10)));
            Run late = queued.start(narrow, TargetTest::all, in(Duration.ofMillis(10)));
            late.await(in(Duration.ofMillis(20)));
            queued.report(late.findings(), TargetTest::all, new Samples());
            assertThat(reason(late)).isEqualTo(Reason.DEADLINE);
            release.countDown();
            Run next = queued.start(narrow, TargetTest::all, in(Duration.ofSeconds(10)));
            next.await(in(Duration.ofSeconds(10)));
            assertThat(reason(next)).isEqualTo(Reason.UNREACHABLE);
            assertThat(thread.get()).startsWith("sonde-scrape-").doesNotContain("down");
        }
    }

    @Test
    void sqlStatesAreReasons() {
        assertThat(Reason.of(new SQLException("x", "28P01"))).isEqualTo(Reason.LOGIN_REFUSED);
        assertThat(Reason.of(new SQLException("x", "3D000"))).isEqualTo(Reason.NO_SUCH_DATABASE);
        assertThat(Reason.of(new SQLException("x", "53300"))).isEqualTo(Reason.TOO_MANY_CONNECTIONS);
        assertThat(Reason.of(new SQLException("x", "57014"))).isEqualTo(Reason.STATEMENT_TIMEOUT);
        assertThat(Reason.of(new SQLException("x", "55P03"))).isEqualTo(Reason.LOCK_TIMEOUT);
        assertThat(Reason.of(new SQLException("x", "42501"))).isEqualTo(Reason.PRIVILEGE_MISSING);
        assertThat(Reason.of(new SQLException("x", "08006"))).isEqualTo(Reason.UNREACHABLE);
        assertThat(Reason.of(new SQLException("x"))).isEqualTo(Reason.FAILED);
        // A pool's time-out carries what the server said as its cause.
        assertThat(Reason.of(new SQLException("pool", "08001", new SQLException("x", "28000"))))
                .isEqualTo(Reason.LOGIN_REFUSED);
    }

    private static @Nullable Reason reason(Run run) {
        Run.Down down = run.findings().down();
        return down == null ? null : down.reason();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Nothing implements Collector {
        @Override
        public String name() {
            return "nothing";
        }

        @Override
        public void collect(Session session, Samples found) {}
    }
}
