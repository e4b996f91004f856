package io.sonde.endpoint.registry;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.util.List;

/** The names of the series that a metric becomes in the text formats, by the suffixes of its type. */
final class ExposedNames {

    private ExposedNames() {}

    static List<String> of(MetricSnapshot metric) {
        String name = metric.getMetadata().getPrometheusName();
        if (metric instanceof CounterSnapshot) {
            return List.of(name + "_total", name + "_created");
        }
        if (metric instanceof InfoSnapshot) {
            return List.of(name + "_info");
        }
        if (metric instanceof HistogramSnapshot histogram) {
            return histogram.isGaugeHistogram()
                    ? List.of(name + "_bucket", name + "_gcount", name + "_gsum", name + "_created")
                    : List.of(name + "_bucket", name + "_count", name + "_sum", name + "_created");
        }
        if (metric instanceof SummarySnapshot) {
            return List.of(name, name + "_count", name + "_sum", name + "_created");
        }
        return List.of(name);
    }
}
