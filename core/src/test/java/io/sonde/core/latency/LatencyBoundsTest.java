package io.sonde.core.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LatencyBoundsTest {

    private static final LatencyBounds STANDARD = LatencyBounds.standard();

    @Test
    void everyNativeEdgeIsAnEdgeOfABin() {
        for (int k = LatencyBounds.FIRST_NATIVE_EDGE; k <= LatencyBounds.LAST_NATIVE_EDGE; k++) {
            assertThat(STANDARD.upperNanos(STANDARD.binOfNativeEdge(k)))
                    .as("2^(%s/8) seconds", k)
                    .isEqualTo(nativeEdgeNanos(k));
        }
    }

    @Test
    void everyClassicEdgeIsAnEdgeOfABin() {
        LatencyBounds bounds = LatencyBounds.withExtra(0.000_001, 0.3, 0.0023, 17.123456789, 1000);
        double[] seconds = bounds.classicSeconds();
        assertThat(seconds).hasSize(21).isSorted();
        for (int i = 0; i < seconds.length; i++) {
            assertThat(bounds.upperNanos(bounds.binOfClassicEdge(i)))
                    .as("%s seconds", seconds[i])
                    .isEqualTo(decimalNanos(seconds[i]));
        }
    }

    @Test
    void aStripeOfTheStandardBinsAndTheirSumIs2KiB() {
        assertThat((STANDARD.bins() + 1) * Long.BYTES).isEqualTo(2048);
    }

    @Test
    void findsTheBinThatASearchOfAllEdgesFinds() {
        requireSameAsBruteForce(STANDARD);
    }

    @Test
    void findsTheBinAlsoWithExtraEdgesSideBySide() {
        double[] extra = new double[LatencyBounds.MAX_EXTRA_EDGES];
        for (int i = 0; i < extra.length; i++) {
            extra[i] = 0.3 + i * 1e-9;
        }
        requireSameAsBruteForce(LatencyBounds.withExtra(extra));
        requireSameAsBruteForce(
                LatencyBounds.withExtra(LatencyBounds.MIN_EXTRA_SECONDS, LatencyBounds.MAX_EXTRA_SECONDS));
    }

    @Test
    void aCellHasAtMostTwoEdges() {
        for (int bin = 0; bin < STANDARD.bins() - 3; bin++) {
            long first = STANDARD.upperNanos(bin);
            long third = STANDARD.upperNanos(bin + 2);
            long cell = Long.highestOneBit(first) >> 4;
            assertThat(third / cell).as("bin %s", bin).isGreaterThan(first / cell);
        }
    }

    @Test
    void clampsWhatIsOutOfRange() {
        for (long nanos : new long[] {Long.MIN_VALUE, -1, 0, 1, 953}) {
            assertThat(STANDARD.bin(nanos)).isZero();
        }
        for (long nanos : new long[] {1_024_000_000_001L, Long.MAX_VALUE}) {
            assertThat(STANDARD.bin(nanos)).isEqualTo(STANDARD.bins() - 1);
        }
    }

    @Test
    void refusesEdgesItCannotHave() {
        for (double seconds : new double[] {0, -1, 1e-7, 1001, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> LatencyBounds.withExtra(0.3, seconds))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(Double.toString(seconds));
        }
        assertThatThrownBy(() -> LatencyBounds.withExtra(new double[33])).hasMessageContaining("33");
    }

    @Test
    void anEdgeThatIsThereAlreadyIsNotAddedTwice() {
        assertThat(LatencyBounds.withExtra(0.1, 0.1)).isEqualTo(STANDARD);
        assertThat(LatencyBounds.withExtra(0.2, 0.2).classicSeconds()).hasSize(17);
    }

    private static void requireSameAsBruteForce(LatencyBounds bounds) {
        TreeSet<Long> edges = new TreeSet<>();
        for (int k = LatencyBounds.FIRST_NATIVE_EDGE; k <= LatencyBounds.LAST_NATIVE_EDGE; k++) {
            edges.add(nativeEdgeNanos(k));
        }
        Arrays.stream(bounds.classicSeconds()).forEach(seconds -> edges.add(decimalNanos(seconds)));
        assertThat(bounds.bins()).isEqualTo(edges.size() + 1);
        for (long edge : edges) {
            for (long nanos = edge - 1; nanos <= edge + 1; nanos++) {
                assertThat(bounds.bin(nanos))
                        .as("%s ns", nanos)
                        .isEqualTo(edges.headSet(nanos).size());
            }
        }
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            long nanos = random.nextLong() >>> (20 + random.nextInt(40));
            assertThat(bounds.bin(nanos))
                    .as("%s ns", nanos)
                    .isEqualTo(edges.headSet(nanos).size());
        }
    }

    /** floor(2^(k/8) * 10^9), with 60 digits: the eighth root of 2 by three square roots. */
    private static long nativeEdgeNanos(int k) {
        MathContext digits = new MathContext(60);
        BigDecimal root = BigDecimal.valueOf(2).sqrt(digits).sqrt(digits).sqrt(digits);
        BigDecimal edge = root.pow(Math.floorMod(k, 8), digits);
        int exponent = Math.floorDiv(k, 8);
        BigDecimal power = BigDecimal.valueOf(2).pow(Math.abs(exponent));
        edge = exponent < 0 ? edge.divide(power, digits) : edge.multiply(power);
        return edge.movePointRight(9).setScale(0, RoundingMode.FLOOR).longValueExact();
    }

    private static long decimalNanos(double seconds) {
        return BigDecimal.valueOf(seconds)
                .movePointRight(9)
                .setScale(0, RoundingMode.FLOOR)
                .longValueExact();
    }
}
