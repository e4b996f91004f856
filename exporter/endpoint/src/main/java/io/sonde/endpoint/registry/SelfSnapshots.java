package io.sonde.endpoint.registry;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.sonde.core.metric.SelfMetrics;
import java.util.List;

/** What the registry says about its sources. */
final class SelfSnapshots {

    private SelfSnapshots() {}

    static List<MetricSnapshot> of(List<RegisteredSource> sources) {
        Series failures = Series.of(SelfMetrics.COLLECTOR_FAILURES);
        Series conflicts = Series.of(SelfMetrics.COLLECTOR_CONFLICTS);
        Series durations = Series.of(SelfMetrics.COLLECTOR_DURATION);
        for (RegisteredSource source : sources) {
            Labels labels = Labels.of("collector", source.name());
            failures.add(source.failures(), labels);
            conflicts.add(source.conflicts(), labels);
            durations.add(source.lastNanos() / 1e9, labels);
        }
        return List.of(failures.snapshot(), conflicts.snapshot(), durations.snapshot());
    }
}
