package io.sonde.core.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LatencyRecorderTest {

    private static final LatencyBounds BOUNDS = LatencyBounds.standard();

    @Test
    void countsAndSums() {
        LatencyRecorder recorder = new LatencyRecorder(BOUNDS);
        recorder.record(1_500_000);
        recorder.record(500);
        LatencySnapshot snapshot = recorder.snapshot();
        assertThat(snapshot.count()).isEqualTo(2);
        assertThat(snapshot.sumNanos()).isEqualTo(1_500_500).isEqualTo(recorder.sumNanos());
        assertThat(snapshot.binCount(BOUNDS.bin(1_500_000))).isEqualTo(1);
        recorder.record(1);
        assertThat(snapshot.count()).as("a snapshot does not change").isEqualTo(2);
    }

    @Test
    void clampsNegativeAndHugeValues() {
        LatencyRecorder recorder = new LatencyRecorder(BOUNDS);
        recorder.record(Long.MIN_VALUE);
        recorder.record(-1);
        assertThat(recorder.snapshot().binCount(0)).isEqualTo(2);
        assertThat(recorder.sumNanos()).isZero();
        recorder.record(Long.MAX_VALUE);
        assertThat(recorder.snapshot().binCount(BOUNDS.bins() - 1)).isEqualTo(1);
        assertThat(recorder.sumNanos()).isEqualTo(LatencyRecorder.MAX_NANOS);
    }

    @Test
    void whileNobodyContendsThereIsTheFirstStripeOnly() {
        LatencyRecorder recorder = new LatencyRecorder(BOUNDS);
        for (int i = 0; i < 100_000; i++) {
            recorder.record(i);
        }
        assertThat(recorder.stripes()).isNull();
    }

    @Test
    void whoRecordsAloneMeetsNobody() {
        LatencyRecorder recorder = new LatencyRecorder(BOUNDS);
        assertThat(recorder.record(1000, 0)).isFalse();
        recorder.grow(recorder.stripes());
        assertThat(recorder.record(1000, 0)).isFalse();
        assertThat(recorder.record(1000, 1)).isFalse();
    }

    @Test
    void threadsThatMeetAreTold() throws Exception {
        LatencyRecorder recorder = new LatencyRecorder(BOUNDS);
        recorder.grow(recorder.stripes());
        AtomicBoolean met = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            Thread thread = new Thread(() -> {
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                while (!met.get() && System.nanoTime() < end) {
                    if (recorder.record(1000, 7)) {
                        met.set(true);
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(met).isTrue();
    }

    @Test
    void aStripeForEachProcessorUpToSixteen() {
        int[] expected = {1, 2, 4, 4, 8, 8, 8, 8, 16, 16};
        for (int processors = 1; processors <= expected.length; processors++) {
            assertThat(LatencyRecorder.maxStripes(processors)).isEqualTo(expected[processors - 1]);
        }
        assertThat(LatencyRecorder.maxStripes(192)).isEqualTo(16);
    }

    @Test
    void growingKeepsWhatIsThereAndStaysWithinTheShareOfAllRecorders() {
        AtomicInteger left = new AtomicInteger(6);
        LatencyRecorder recorder = new LatencyRecorder(BOUNDS, left);
        recorder.record(1000);
        recorder.grow(null);
        recorder.grow(null);
        assertThat(recorder.stripes()).as("the second one came too late").hasNumberOfRows(2);
        recorder.record(1000);
        recorder.grow(recorder.stripes());
        assertThat(recorder.stripes()).hasNumberOfRows(4);
        recorder.grow(recorder.stripes());
        assertThat(recorder.stripes()).as("four more would be too many").hasNumberOfRows(4);
        assertThat(left).hasValue(2);
        recorder.record(1000);
        assertThat(recorder.snapshot().count()).isEqualTo(3);
        assertThat(recorder.snapshot().sumNanos()).isEqualTo(3000).isEqualTo(recorder.sumNanos());
    }

    @Test
    void nothingIsLostAndNothingGoesBackWhileThreadsRecord() throws Exception {
        int threads = 4;
        int values = 300_000;
        LatencyRecorder recorder = new LatencyRecorder(BOUNDS);
        recorder.grow(null);
        AtomicBoolean recording = new AtomicBoolean(true);
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(threads + 1);
        try {
            List<Future<Long>> sums = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int seed = t + 1;
                sums.add(pool.submit(() -> {
                    start.await();
                    long sum = 0;
                    for (int i = 0; i < values; i++) {
                        long nanos = (long) i * seed * 37;
                        recorder.record(nanos);
                        sum += nanos;
                    }
                    return sum;
                }));
            }
            Future<Integer> scrapes = pool.submit(() -> {
                int taken = 0;
                LatencySnapshot last = recorder.snapshot();
                start.countDown();
                while (recording.get()) {
                    LatencySnapshot next = recorder.snapshot();
                    requireForward(last, next);
                    last = next;
                    taken++;
                }
                return taken;
            });
            long sum = 0;
            for (Future<Long> one : sums) {
                sum += one.get(60, TimeUnit.SECONDS);
            }
            recording.set(false);
            assertThat(scrapes.get(60, TimeUnit.SECONDS)).isPositive();
            assertThat(recorder.snapshot().count()).isEqualTo((long) threads * values);
            assertThat(recorder.snapshot().sumNanos()).isEqualTo(sum);
            assertThat(Objects.requireNonNull(recorder.stripes()).length)
                    .isBetween(2, Math.max(2, LatencyRecorder.MAX_STRIPES));
        } finally {
            pool.shutdownNow();
        }
    }

    private static void requireForward(LatencySnapshot last, LatencySnapshot next) {
        long leastSum = 0;
        for (int bin = 0; bin < BOUNDS.bins(); bin++) {
            if (next.binCount(bin) < last.binCount(bin)) {
                throw new AssertionError("bin " + bin + " went back from " + last + " to " + next);
            }
            leastSum += bin == 0 ? 0 : next.binCount(bin) * (BOUNDS.upperNanos(bin - 1) + 1);
        }
        if (next.sumNanos() < last.sumNanos() || next.sumNanos() < leastSum) {
            throw new AssertionError("the sum of " + next + " is behind " + last + " or less than what it counts");
        }
        if (Arrays.stream(next.classicCounts()).sum() != next.count()) {
            throw new AssertionError("the buckets do not add up to the count of " + next);
        }
    }
}
