package io.sonde.endpoint.registry;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the registry says about its sources. */
final class SelfSnapshots {

    static final String FAILURES = "sonde_collector_failures_total";
    static final String CONFLICTS = "sonde_collector_conflicts_total";
    static final String DURATION = "sonde_collector_duration_seconds";

    private SelfSnapshots() {}

    static List<MetricSnapshot> of(List<RegisteredSource> sources) {
        return List.of(
                counter(
                        FAILURES,
                        "Scrapes from which the collector's series are missing, because it failed or was late.",
                        sources,
                        RegisteredSource::failures),
                counter(
                        CONFLICTS,
                        "Series left out because another collector already has them, or has their name with another type.",
                        sources,
                        RegisteredSource::conflicts),
                duration(sources));
    }

    private static CounterSnapshot counter(
            String name, String help, List<RegisteredSource> sources, ToDoubleFunction<RegisteredSource> value) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
        for (RegisteredSource source : sources) {
            counter.dataPoint(CounterDataPointSnapshot.builder()
                    .labels(label(source))
                    .value(value.applyAsDouble(source))
                    .build());
        }
        return counter.build();
    }

    private static GaugeSnapshot duration(List<RegisteredSource> sources) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name(DURATION).help("How long the collector took when it last answered.");
        for (RegisteredSource source : sources) {
            gauge.dataPoint(GaugeDataPointSnapshot.builder()
                    .labels(label(source))
                    .value(source.lastNanos() / 1e9)
                    .build());
        }
        return gauge.build();
    }

    private static Labels label(RegisteredSource source) {
        return Labels.of("collector", source.name());
    }
}
