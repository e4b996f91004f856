package io.sonde.agent.engine.page;

import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.agent.bootstrap.trace.Exemplar;
import java.util.ArrayList;
import java.util.List;

/** Exemplars as OpenMetrics has them: a value in seconds, with the names that tracing backends and Grafana look for. */
final class TraceLabels {

    private static final String TRACE_ID = "trace_id";
    private static final String SPAN_ID = "span_id";

    private TraceLabels() {}

    static Exemplars exemplars(List<Exemplar> taken) {
        if (taken.isEmpty()) {
            return Exemplars.EMPTY;
        }
        List<io.prometheus.metrics.model.snapshots.Exemplar> published = new ArrayList<>(taken.size());
        for (Exemplar exemplar : taken) {
            Labels labels = Labels.of(SPAN_ID, exemplar.spanId(), TRACE_ID, exemplar.traceId());
            published.add(new io.prometheus.metrics.model.snapshots.Exemplar(
                    exemplar.nanos() / 1e9, labels, exemplar.epochMillis()));
        }
        return Exemplars.of(published);
    }
}
