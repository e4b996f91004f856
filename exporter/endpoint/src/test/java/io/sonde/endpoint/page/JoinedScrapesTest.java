package io.sonde.endpoint.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sonde.endpoint.log.LogSink;
import io.sonde.endpoint.registry.SondeRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JoinedScrapesTest {

    private static final NameFilter ALL = new NameFilter(Set.of());

    private final SondeRegistry registry = new SondeRegistry(LogSink.SILENT);
    private final JoinedScrapes scrapes = new JoinedScrapes(registry);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger collections = new AtomicInteger();
    private final Semaphore entered = new Semaphore(0);
    private final Semaphore gate = new Semaphore(0);

    @BeforeEach
    void register() {
        registry.registerSlow("held", scrape -> {
            collections.incrementAndGet();
            entered.release();
            gate.acquire();
            return List.of();
        });
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        registry.close();
    }

    private static long in(long seconds) {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }

    private Callable<MetricSnapshots> scrape() {
        return () -> scrapes.collect(ALL, in(30));
    }

    @Test
    void aScrapeJoinsTheOneThatRuns() throws Exception {
        Future<MetricSnapshots> first = threads.submit(scrape());
        entered.acquire();
        // A scrape that joins waits for the first; one that did not join would be a second collection.
        assertThatThrownBy(() -> scrapes.collect(ALL, System.nanoTime() + 1_000_000))
                .isInstanceOf(TimeoutException.class);
        assertThat(collections).hasValue(1);

        gate.release();
        MetricSnapshots snapshots = first.get();
        assertThat(snapshots.size()).isPositive();
    }

    @Test
    void whatHasEndedIsNotGivenAgain() throws Exception {
        gate.release(2);
        MetricSnapshots first = scrapes.collect(ALL, in(30));
        MetricSnapshots second = scrapes.collect(ALL, in(30));

        assertThat(second).isNotSameAs(first);
        assertThat(collections).hasValue(2);
    }
}
