package io.sonde.endpoint.page;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sonde.endpoint.http.Preference;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The text formats of the metrics page. */
enum ExpositionFormat {
    /** Prometheus text 0.0.4, what everybody reads. */
    PROMETHEUS(PrometheusTextFormatWriter.create(), ""),
    /** OpenMetrics 1.0.0, which has exemplars. */
    OPENMETRICS(OpenMetricsTextFormatWriter.create(), "# EOF\n");

    @SuppressWarnings("ImmutableEnumChecker") // Writers keep nothing between two pages.
    private final ExpositionFormatWriter writer;

    private final String end;

    ExpositionFormat(ExpositionFormatWriter writer, String end) {
        this.writer = writer;
        this.end = end;
    }

    /**
     * Chooses by an {@code Accept} header: OpenMetrics if it is named and not liked less than Prometheus text, else
     * Prometheus text, also for a client that claims to accept neither.
     */
    static ExpositionFormat negotiate(@Nullable String accept) {
        double openMetrics = 0;
        double text = -1;
        double range = 0;
        for (Preference preference : Preference.parse(accept)) {
            switch (preference.value()) {
                case "application/openmetrics-text" -> {
                    if (preference.parameters().getOrDefault("version", "1.0.0").equals("1.0.0")) {
                        openMetrics = Math.max(openMetrics, preference.quality());
                    }
                }
                case "text/plain" -> {
                    if (preference.parameters().getOrDefault("version", "0.0.4").equals("0.0.4")) {
                        text = Math.max(text, preference.quality());
                    }
                }
                case "text/*", "*/*" -> range = Math.max(range, preference.quality());
                default -> {}
            }
        }
        return openMetrics > 0 && openMetrics >= (text < 0 ? range : text) ? OPENMETRICS : PROMETHEUS;
    }

    /** What every page ends with, in ASCII. */
    String end() {
        return end;
    }

    String contentType() {
        return writer.getContentType();
    }

    /** Writes the snapshots. Names that are not plain ASCII get underscores, in both formats. */
    void write(MetricSnapshots snapshots, OutputStream out) throws IOException {
        writer.write(out, snapshots, EscapingScheme.UNDERSCORE_ESCAPING);
    }
}
