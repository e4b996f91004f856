package io.sonde.endpoint.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sonde.endpoint.log.LogSink;
import io.sonde.endpoint.registry.Scrape;
import io.sonde.endpoint.registry.SondeRegistry;
import io.sonde.endpoint.registry.Source;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
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
    private final Queue<MetricSnapshots> joined = new ConcurrentLinkedQueue<>();
    private final Semaphore entered = new Semaphore(0);
    private final Semaphore gate = new Semaphore(0);

    @BeforeEach
    void register() {
        registry.registerSlow("held", new Source() {
            @Override
            public List<MetricSnapshot> collect(Scrape scrape) throws InterruptedException {
                collections.incrementAndGet();
                entered.release();
                gate.acquire();
                return List.of();
            }

            @Override
            public List<MetricSnapshot> instead(Scrape scrape) {
                return List.of(GaugeSnapshot.builder().name("held_up").build());
            }
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
        CountDownLatch started = new CountDownLatch(1);
        Thread second = new Thread(() -> {
            started.countDown();
            try {
                joined.add(scrapes.collect(ALL, in(30)));
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
        });
        second.start();
        started.await();
        // One that did not join would be inside of the source, or on its way there.
        while (second.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(collections).hasValue(1);

        gate.release();
        MetricSnapshots snapshots = first.get();
        assertThat(snapshots.size()).isPositive();
        second.join();
        assertThat(joined).hasSize(1).first().isSameAs(snapshots);
        assertThat(collections).hasValue(1);
    }

    @Test
    void whoHasLessTimeDoesNotWaitForTheOther() throws Exception {
        Future<MetricSnapshots> first = threads.submit(scrape());
        entered.acquire();
        Future<MetricSnapshots> hasty = threads.submit(() -> scrapes.collect(ALL, in(1)));
        assertThat(hasty.get().stream().map(snapshot -> snapshot.getMetadata().getPrometheusName()))
                .contains("held_up");
        assertThat(first.isDone()).isFalse();
        assertThat(collections).hasValue(2);
        gate.release(2);
        assertThat(first.get()).isNotSameAs(hasty.get());
    }

    @Test
    void whoHasMuchMoreTimeDoesNotTakeWhatWasFoundInHaste() throws Exception {
        Future<MetricSnapshots> hasty = threads.submit(() -> scrapes.collect(ALL, in(10)));
        entered.acquire();
        Future<MetricSnapshots> patient = threads.submit(() -> scrapes.collect(ALL, in(300)));
        entered.acquire();
        gate.release(2);
        assertThat(patient.get()).isNotSameAs(hasty.get());
        assertThat(collections).hasValue(2);
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
