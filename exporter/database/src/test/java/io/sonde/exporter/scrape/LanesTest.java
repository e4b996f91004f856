package io.sonde.exporter.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.endpoint.log.LogSink;
import io.sonde.endpoint.page.RememberedPage;
import io.sonde.endpoint.page.Room;
import io.sonde.exporter.config.CollectionConfig;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who gets a thread while servers answer slowly or not at all; without a server. */
@Timeout(60)
class LanesTest extends WithThreads {

    @Test
    void aServerThatIsSlowNeitherHoldsUpOthersNorGetsTheirThreads() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        Collector slow = new Named(() -> {
            asked.incrementAndGet();
            release.await();
        });
        Siblings databases = new Siblings();
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            runs.add(start(slow, databases.join(config)));
        }
        Run other = start(new Named(() -> {}), Siblings.alone(config));
        other.await(in(Duration.ofSeconds(20)));
        assertThat(other.findings().outcomes()).hasSize(1);
        assertThat(asked.get()).isBetween(THREADS, 2 * THREADS);
        assertThat(runs).noneMatch(Run::finished);
        release.countDown();
        for (Run run : runs) {
            run.await(in(Duration.ofSeconds(20)));
            assertThat(run.findings().outcomes()).hasSize(1);
        }
        Siblings.Member member = databases.join(config);
        while (member.besideSilent()) {
            Thread.onSpinWait();
        }
    }

    private Run start(Collector collector, Siblings.Member member) {
        TargetSetup setup =
                new TargetSetup(config, new TargetLabels(config), new CollectionConfig(THREADS, Duration.ZERO), member);
        Connection connection = (Connection) Proxy.newProxyInstance(
                LanesTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> null);
        Target target = new Target(
                setup,
                new FakeSystem(List.of(collector)),
                () -> connection,
                new RememberedPage(new Room(0)),
                background,
                LogSink.SILENT);
        return target.start(lanes, name -> true, in(Duration.ofSeconds(40)));
    }

    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private record Named(Work work) implements Collector {
        @Override
        public String name() {
            return "work";
        }

        @Override
        public void collect(Session session, Samples found) {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
