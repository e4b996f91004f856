package io.sonde.core.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencySnapshotTest {

    private static final LatencyBounds BOUNDS = LatencyBounds.withExtra(0.3, 42);

    @Test
    void classicCountsAreExact() {
        Random random = new Random(11);
        LatencyRecorder recorder = new LatencyRecorder(BOUNDS);
        double[] edges = BOUNDS.classicSeconds();
        long[] expected = new long[edges.length + 1];
        for (int i = 0; i < 20_000; i++) {
            long nanos = latency(random, edges);
            recorder.record(nanos);
            int edge = 0;
            while (edge < edges.length && nanos > Math.round(edges[edge] * 1e9)) {
                edge++;
            }
            expected[edge]++;
        }
        assertThat(recorder.snapshot().classicCounts()).containsExactly(expected);
    }

    @Test
    void nativeBucketsAreExact() {
        Random random = new Random(12);
        double[] edges = BOUNDS.classicSeconds();
        for (int i = 0; i < 20_000; i++) {
            long nanos = latency(random, edges);
            LatencySnapshot snapshot = of(nanos);
            NativeBuckets buckets = snapshot.nativeBuckets();
            if (nanos / 1e9 <= buckets.zeroThreshold()) {
                assertThat(buckets.zeroCount()).isEqualTo(1);
                assertThat(buckets.size()).isZero();
            } else {
                assertThat(buckets.zeroCount()).isZero();
                assertThat(buckets.size()).isEqualTo(1);
                assertThat(buckets.count(0)).isEqualTo(1);
                int index = buckets.index(0);
                assertThat(nanos / 1e9).isGreaterThan(LatencyBounds.nativeEdgeSeconds(index - 1));
                if (nanos <= 1_024_000_000_000L) {
                    assertThat(nanos / 1e9).isLessThanOrEqualTo(LatencyBounds.nativeEdgeSeconds(index));
                } else {
                    assertThat(index).as("the first bucket beyond").isEqualTo(81);
                }
            }
        }
    }

    @Test
    void nativeBucketsAscendAndAddUpToTheCount() {
        Random random = new Random(13);
        LatencyRecorder recorder = new LatencyRecorder(BOUNDS);
        for (int i = 0; i < 10_000; i++) {
            recorder.record(latency(random, BOUNDS.classicSeconds()));
        }
        LatencySnapshot snapshot = recorder.snapshot();
        NativeBuckets buckets = snapshot.nativeBuckets();
        assertThat(buckets.schema()).isEqualTo(3);
        assertThat(buckets.indexes()).isSorted().doesNotHaveDuplicates();
        assertThat(buckets.counts()).doesNotContain(0).hasSameSizeAs(buckets.indexes());
        assertThat(buckets.zeroCount() + Arrays.stream(buckets.counts()).sum()).isEqualTo(snapshot.count());
        assertThat(Arrays.stream(snapshot.classicCounts()).sum()).isEqualTo(snapshot.count());
        assertThat(snapshot.count()).isEqualTo(10_000);
    }

    @Test
    void quantilesAreWithinTheWidthOfABin() {
        Random random = new Random(14);
        LatencyRecorder recorder = new LatencyRecorder(BOUNDS);
        long[] values = new long[50_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) (2e6 * Math.exp(random.nextGaussian()));
            recorder.record(values[i]);
        }
        Arrays.sort(values);
        LatencySnapshot snapshot = recorder.snapshot();
        for (double q : new double[] {0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999}) {
            double exact = values[(int) (q * (values.length - 1))] / 1e9;
            assertThat(snapshot.quantileSeconds(q)).as("quantile %s", q).isCloseTo(exact, within(exact * 0.09));
        }
        double last = values[values.length - 1] / 1e9;
        assertThat(snapshot.quantileSeconds(1)).isBetween(last, last * 1.1);
        assertThat(snapshot.quantileSeconds(0)).isLessThanOrEqualTo(values[0] / 1e9);
    }

    @Test
    void quantilesAtTheEnds() {
        assertThat(LatencySnapshot.empty(BOUNDS).quantileSeconds(0.5)).isNaN();
        assertThat(of(0).quantileSeconds(1)).isEqualTo(953 / 1e9);
        assertThat(of(Long.MAX_VALUE).quantileSeconds(0.5)).isEqualTo(1024);
        assertThatThrownBy(() -> of(1).quantileSeconds(1.1)).hasMessageContaining("1.1");
        assertThatThrownBy(() -> of(1).quantileSeconds(Double.NaN)).hasMessageContaining("NaN");
    }

    @Test
    void plusAndMinusAreInverse() {
        LatencySnapshot some = of(5, 1_000_000);
        LatencySnapshot more = of(7_000, 1_000_000, 3_000_000_000L);
        LatencySnapshot both = some.plus(more);
        assertThat(both).isEqualTo(of(5, 7_000, 1_000_000, 1_000_000, 3_000_000_000L));
        assertThat(both.minus(some)).isEqualTo(more);
        assertThat(both.sumSeconds()).isEqualTo(3.002007005);
        assertThat(both.minus(both)).isEqualTo(LatencySnapshot.empty(BOUNDS));
    }

    @Test
    void minusNeverGoesBelowZero() {
        LatencySnapshot less = of(1_000_000).minus(of(1_000_000, 1_000_000, 5_000));
        assertThat(less).isEqualTo(LatencySnapshot.empty(BOUNDS));
        assertThat(less.count()).isZero();
    }

    @Test
    void refusesToMixBounds() {
        LatencySnapshot standard = LatencySnapshot.empty(LatencyBounds.standard());
        assertThatThrownBy(() -> of(1).plus(standard)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> of(1).minus(standard)).isInstanceOf(IllegalArgumentException.class);
    }

    private static LatencySnapshot of(long... nanos) {
        LatencyRecorder recorder = new LatencyRecorder(BOUNDS);
        for (long one : nanos) {
            recorder.record(one);
        }
        return recorder.snapshot();
    }

    /** Every other one at a classic edge or a nanosecond beside it. */
    private static long latency(Random random, double[] edges) {
        if (random.nextBoolean()) {
            return Math.round(edges[random.nextInt(edges.length)] * 1e9) + random.nextInt(3) - 1;
        }
        return random.nextLong() >>> (22 + random.nextInt(38));
    }
}
