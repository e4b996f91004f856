package io.sonde.exporter.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.endpoint.log.LogSink;
import io.sonde.endpoint.page.RememberedPage;
import io.sonde.endpoint.page.Room;
import io.sonde.exporter.config.CollectionConfig;
import io.sonde.exporter.config.ExporterConfigReader;
import io.sonde.exporter.config.TargetConfig;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who gets a thread while servers answer slowly or not at all; without a server. */
@SuppressWarnings("NullAway.Init") // Set by JUnit.
@Timeout(60)
class LanesTest {

    private static final int THREADS = 2;

    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
    private final Lanes lanes = new Lanes(THREADS, scheduler);
    private final Background background = new Background(scheduler, 1);
    private TargetConfig config;

    @BeforeEach
    void configure(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("sonde.yml"), "targets: [{name: shop, url: 'jdbc:postgresql://127.0.0.1/shop'}]\n");
        config = new ExporterConfigReader(Map.of()).read(file).targets().get(0);
    }

    @AfterEach
    void end() {
        lanes.close();
        background.close();
        scheduler.shutdownNow();
    }

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
