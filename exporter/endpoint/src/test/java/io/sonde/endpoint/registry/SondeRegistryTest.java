package io.sonde.endpoint.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.sonde.endpoint.log.LogSink;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SondeRegistryTest {

    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final Queue<String> messages = new ConcurrentLinkedQueue<>();
    private final LogSink log = (level, message, failure) -> messages.add(message);
    private final SondeRegistry registry = new SondeRegistry(log, PATIENCE);

    @AfterEach
    void close() {
        registry.close();
    }

    static GaugeSnapshot gauge(String name, double value, String... labels) {
        return GaugeSnapshot.builder()
                .name(name)
                .dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(Labels.of(labels))
                        .value(value)
                        .build())
                .build();
    }

    static CounterSnapshot counter(String name, double value, String... labels) {
        return CounterSnapshot.builder()
                .name(name)
                .dataPoint(CounterDataPointSnapshot.builder()
                        .labels(Labels.of(labels))
                        .value(value)
                        .build())
                .build();
    }

    private static Source says(MetricSnapshot... snapshots) {
        return scrape -> List.of(snapshots);
    }

    /** The page without comments and without durations, which differ from run to run. */
    private String page(Predicate<String> names) throws Exception {
        Scrape scrape = new Scrape(names, System.nanoTime() + TimeUnit.SECONDS.toNanos(20));
        String text = PrometheusTextFormatWriter.create()
                .toDebugString(registry.scrape(scrape), EscapingScheme.UNDERSCORE_ESCAPING);
        return Pattern.compile("(?m)^(#.*|sonde_collector_duration_seconds.*)\n")
                .matcher(text)
                .replaceAll("");
    }

    private String page() throws Exception {
        return page(name -> true);
    }

    @Test
    void sourcesMakeOnePage() throws Exception {
        registry.register("b", says(gauge("queue", 2)));
        registry.register("a", says(counter("orders", 1), gauge("apples", 3)));

        assertThat(page()).isEqualTo("""
                apples 3.0
                orders_total 1.0
                queue 2.0
                sonde_collector_conflicts_total{collector="a"} 0.0
                sonde_collector_conflicts_total{collector="b"} 0.0
                sonde_collector_failures_total{collector="a"} 0.0
                sonde_collector_failures_total{collector="b"} 0.0
                """);
        assertThat(messages).isEmpty();
    }

    @Test
    void aSourceThatThrowsLosesOnlyItsOwn() throws Exception {
        registry.register("bad", scrape -> {
            throw new NoClassDefFoundError("gone");
        });
        registry.register("lazy", scrape -> () -> {
            throw new IllegalStateException("while it is read");
        });
        registry.register("good", says(gauge("queue", 2)));

        page();
        assertThat(page()).isEqualTo("""
                queue 2.0
                sonde_collector_conflicts_total{collector="bad"} 0.0
                sonde_collector_conflicts_total{collector="good"} 0.0
                sonde_collector_conflicts_total{collector="lazy"} 0.0
                sonde_collector_failures_total{collector="bad"} 2.0
                sonde_collector_failures_total{collector="good"} 0.0
                sonde_collector_failures_total{collector="lazy"} 2.0
                """);
        assertThat(messages).hasSize(2).allMatch(message -> message.contains("sonde_collector_failures_total"));
    }

    @Test
    void aSourceThatHangsIsLeftBehindUntilItComesBack() throws Exception {
        Semaphore gate = new Semaphore(0);
        AtomicInteger calls = new AtomicInteger();
        registry.register("first", says(gauge("first", 1)));
        registry.register("stuck", scrape -> {
            calls.incrementAndGet();
            gate.acquire();
            return List.of(gauge("stuck", 1));
        });
        registry.register("last", says(gauge("last", 1)));

        for (int i = 1; i <= 3; i++) {
            assertThat(page())
                    .contains("first 1.0", "last 1.0")
                    .doesNotContain("\nstuck 1.0")
                    .contains("sonde_collector_failures_total{collector=\"stuck\"} " + i + ".0");
        }
        assertThat(calls).as("it is not asked again while it hangs").hasValue(1);
        assertThat(messages).hasSize(1);

        gate.release(1000);
        String page;
        do {
            page = page();
        } while (!page.contains("\nstuck 1.0"));
        assertThat(calls).hasValueGreaterThan(1);
    }

    @Test
    void slowSourcesAreAskedBesideEachOther() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        for (String name : List.of("east", "west")) {
            registry.registerSlow(name, scrape -> {
                both.await();
                return List.of(gauge(name, 1));
            });
        }
        assertThat(page()).contains("east 1.0", "west 1.0");
    }

    @Test
    void theDeadlineHoldsForSlowSources() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        registry.registerSlow("slow", scrape -> {
            never.await();
            return List.of();
        });
        registry.register("quick", says(gauge("quick", 1)));

        long start = System.nanoTime();
        var snapshots = registry.scrape(Scrape.everything(Duration.ofMillis(200)));

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(200), Duration.ofSeconds(10));
        assertThat(snapshots.stream().map(s -> s.getMetadata().getName())).contains("quick");
        never.countDown();
    }

    @Test
    void anotherCallThatEndsLetsNobodyInToAHangingSource() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch works = new CountDownLatch(1);
        CyclicBarrier bothRun = new CyclicBarrier(2);
        AtomicInteger calls = new AtomicInteger();
        registry.registerSlow("slow", scrape -> {
            CountDownLatch until = calls.incrementAndGet() == 1 ? hangs : works;
            if (calls.get() <= 2) {
                bothRun.await();
            }
            until.await();
            return List.of(gauge("answered", 1));
        });
        FutureTask<String> patient = new FutureTask<>(this::page);
        FutureTask<Object> impatient =
                new FutureTask<>(() -> registry.scrape(Scrape.everything(Duration.ofSeconds(2))));
        new Thread(impatient, "impatient").start();
        while (calls.get() == 0) {
            Thread.onSpinWait();
        }
        new Thread(patient, "patient").start();
        impatient.get();
        works.countDown();
        assertThat(patient.get()).contains("answered 1.0");

        assertThat(page()).doesNotContain("answered");
        assertThat(calls).hasValue(2);

        hangs.countDown();
        String page;
        do {
            page = page();
        } while (!page.contains("answered 1.0"));
    }

    @Test
    void whatMustBeOnEveryPageIsThereInsteadOfAnAnswer() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        registry.registerSlow("late", new Source() {
            @Override
            public List<MetricSnapshot> collect(Scrape scrape) throws InterruptedException {
                never.await();
                return List.of(gauge("late_up", 1), gauge("late_more", 1));
            }

            @Override
            public List<MetricSnapshot> instead(Scrape scrape) {
                return List.of(gauge("late_up", 0));
            }
        });
        registry.register("failing", new Source() {
            @Override
            public List<MetricSnapshot> collect(Scrape scrape) {
                throw new IllegalStateException("failed");
            }

            @Override
            public List<MetricSnapshot> instead(Scrape scrape) {
                return List.of(gauge("failing_up", 0));
            }
        });
        // The second scrape finds the source busy with the first.
        for (int i = 0; i < 2; i++) {
            var snapshots = registry.scrape(Scrape.everything(Duration.ofMillis(300)));
            assertThat(snapshots.stream().map(s -> s.getMetadata().getName()))
                    .contains("late_up", "failing_up")
                    .doesNotContain("late_more");
        }
        never.countDown();
    }

    @Test
    void seriesOfOneNameAndTypeAreMerged() throws Exception {
        registry.register("a", says(gauge("up", 1, "db", "x"), gauge("up", 1, "db", "y")));
        registry.register("b", says(gauge("up", 0, "db", "z"), gauge("up", 7, "db", "x")));

        assertThat(page(name -> name.equals("up") || name.startsWith("sonde_collector_conflicts")))
                .isEqualTo("""
                sonde_collector_conflicts_total{collector="a"} 0.0
                sonde_collector_conflicts_total{collector="b"} 1.0
                up{db="x"} 1.0
                up{db="y"} 1.0
                up{db="z"} 0.0
                """);
        assertThat(messages).singleElement().asString().contains("collector b", "sonde_collector_conflicts_total");
    }

    @Test
    void aNameOfAnotherTypeIsLeftOut() throws Exception {
        registry.register("a", says(counter("jobs", 1)));
        registry.register("b", says(gauge("jobs", 2), gauge("jobs_total", 3), gauge("others", 4)));

        assertThat(page(name -> !name.startsWith("sonde_collector_failures"))).isEqualTo("""
                jobs_total 1.0
                others 4.0
                sonde_collector_conflicts_total{collector="a"} 0.0
                sonde_collector_conflicts_total{collector="b"} 2.0
                """);
    }

    @Test
    void namesSelectMetricsBySeriesOrMetric() throws Exception {
        registry.register("a", says(counter("jobs", 1), gauge("queue", 2), gauge("apples", 3)));

        assertThat(page(List.of("jobs_total", "queue")::contains)).isEqualTo("""
                jobs_total 1.0
                queue 2.0
                """);
        assertThat(page("jobs"::equals)).isEqualTo("jobs_total 1.0\n");
    }

    @Test
    void aClosedRegistrationIsGoneAndItsNameFree() throws Exception {
        Registration registration = registry.register("a", says(gauge("queue", 1)));
        assertThatThrownBy(() -> registry.register("a", says())).hasMessage("there is a collector named a already");

        registration.close();
        registry.register("a", says(gauge("queue", 2)));

        assertThat(page("queue"::equals)).isEqualTo("queue 2.0\n");
    }

    @Test
    void aSourceIsNeverAskedTwiceAtATime() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        registry.register("a", scrape -> {
            if (inside.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
            }
            Thread.onSpinWait();
            inside.decrementAndGet();
            return List.of();
        });
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                try {
                    for (int n = 0; n < 200; n++) {
                        registry.scrape(Scrape.everything(Duration.ofSeconds(20)));
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(overlaps).hasValue(0);
    }

    @Test
    void aClosedRegistryAnswersWithoutItsSources() throws Exception {
        registry.register("a", says(gauge("queue", 1)));
        registry.close();

        assertThat(page())
                .contains("sonde_collector_failures_total{collector=\"a\"} 1.0")
                .doesNotContain("queue");
    }
}
