package io.sonde.demo.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassicHistogramTest {
    @Test
    void interpolatesInsideTheBucketAsPrometheusDoes() {
        ClassicHistogram histogram = histogram("0.1", 10, "0.2", 30, "0.4", 40, "+Inf", 40);

        assertThat(histogram.count()).isEqualTo(40);
        assertThat(histogram.quantile(0.5)).isCloseTo(0.15, within(1e-9));
        assertThat(histogram.quantile(0.25)).isCloseTo(0.1, within(1e-9));
        assertThat(histogram.quantile(0.1)).isCloseTo(0.04, within(1e-9));
        assertThat(histogram.quantile(1)).isCloseTo(0.4, within(1e-9));
    }

    @Test
    void whatLiesAboveAllEdgesIsTheHighestOne() {
        assertThat(histogram("0.1", 1, "0.2", 1, "+Inf", 100).quantile(0.99)).isEqualTo(0.2);
    }

    @Test
    void emptyBucketsArePassedOver() {
        assertThat(histogram("0.1", 0, "0.2", 0, "0.4", 8, "+Inf", 8).quantile(0))
                .isCloseTo(0.2, within(1e-9));
    }

    @Test
    void seriesAddUp() {
        ClassicHistogram histogram = histogram("0.1", 1, "+Inf", 2);
        histogram.add(bucket("0.1", 3));
        histogram.add(bucket("+Inf", 4));

        assertThat(histogram.count()).isEqualTo(6);
        assertThat(histogram.quantile(0.5)).isCloseTo(0.075, within(1e-9));
    }

    @Test
    void withoutValuesThereIsNoQuantile() {
        assertThat(new ClassicHistogram().quantile(0.5)).isNaN();
        assertThat(histogram("0.1", 0, "+Inf", 0).quantile(0.5)).isNaN();
    }

    private static ClassicHistogram histogram(Object... edgesAndCounts) {
        ClassicHistogram histogram = new ClassicHistogram();
        for (int i = 0; i < edgesAndCounts.length; i += 2) {
            histogram.add(bucket((String) edgesAndCounts[i], (int) edgesAndCounts[i + 1]));
        }
        return histogram;
    }

    private static Sample bucket(String edge, int count) {
        return new Sample("x_bucket", Map.of("le", edge), count);
    }
}
