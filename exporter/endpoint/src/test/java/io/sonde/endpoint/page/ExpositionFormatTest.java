package io.sonde.endpoint.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpositionFormatTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | PROMETHEUS",
                "*/* | PROMETHEUS",
                "text/plain | PROMETHEUS",
                "text/html,application/xhtml+xml,*/*;q=0.8 | PROMETHEUS",
                "application/openmetrics-text | OPENMETRICS",
                "application/openmetrics-text; version=1.0.0 | OPENMETRICS",
                "APPLICATION/OpenMetrics-Text; Version=\"1.0.0\" | OPENMETRICS",
                "application/openmetrics-text; version=0.0.1 | PROMETHEUS",
                "application/openmetrics-text; version=2.0.0 | PROMETHEUS",
                "application/openmetrics-text; q=0 | PROMETHEUS",
                "application/openmetrics-text;q=0.5, text/plain;q=0.9 | PROMETHEUS",
                "application/openmetrics-text;q=0.9, text/plain;q=0.5 | OPENMETRICS",
                "text/plain, application/openmetrics-text | OPENMETRICS",
                "application/openmetrics-text;q=0.5, */*;q=0.9 | PROMETHEUS",
                "application/openmetrics-text;q=1.5 | PROMETHEUS",
                "application/openmetrics-text;q=nonsense | PROMETHEUS",
                "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
                        + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1 | OPENMETRICS",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,"
                        + "text/plain;version=0.0.4;q=0.5 | PROMETHEUS",
            })
    void theClientChooses(String accept, ExpositionFormat format) {
        assertThat(ExpositionFormat.negotiate(accept)).isEqualTo(format);
    }

    @Test
    void withoutAWishItIsPrometheusText() {
        assertThat(ExpositionFormat.negotiate(null)).isEqualTo(ExpositionFormat.PROMETHEUS);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 9500",
        "5, 4500",
        "1, 900",
        "0.2, 180",
        "100000, 299500",
        "0, 9500",
        "-3, 9500",
        "x, 9500",
        "NaN, 9500"
    })
    void aScrapeEndsALittleBeforePrometheusGivesUp(String header, long millis) {
        assertThat(MetricsPage.timeoutNanos(header)).isEqualTo(millis * 1_000_000);
        assertThat(MetricsPage.timeoutNanos(null)).isEqualTo(9_500_000_000L);
    }
}
