package io.sonde.agent.engine.page;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.sonde.agent.bootstrap.jdbc.Queries;
import io.sonde.agent.bootstrap.jdbc.ResultSeries;
import io.sonde.agent.bootstrap.jdbc.RowRecorder;
import io.sonde.agent.bootstrap.jdbc.Server;
import io.sonde.core.latency.LatencySnapshot;
import io.sonde.core.metric.ResultMetrics;
import io.sonde.endpoint.registry.Scrape;
import io.sonde.endpoint.registry.Series;
import io.sonde.endpoint.registry.Source;
import java.util.List;

/** The result sets that applications read, by operation and main table. Asked by any thread. */
public final class ResultSource implements Source {

    private final Queries queries;

    public ResultSource(Queries queries) {
        this.queries = queries;
    }

    @Override
    public List<MetricSnapshot> collect(Scrape scrape) {
        Series rows = Series.of(ResultMetrics.RETURNED_ROWS);
        Series fetches = Series.of(ResultMetrics.RESULT_FETCH);
        double[] edges = RowRecorder.edges();
        queries.forEachResult(results -> {
            LatencySnapshot fetch = results.fetch();
            if (fetch.count() > 0) {
                RowRecorder.Snapshot count = results.rows();
                rows.add(edges, count.counts(), (double) count.sum(), labels(rows, results));
                fetches.add(fetch, labels(fetches, results));
            }
        });
        return List.of(rows.snapshot(), fetches.snapshot());
    }

    private static Labels labels(Series series, ResultSeries results) {
        Server server = results.server();
        return series.labels(
                server.system(),
                server.namespace(),
                server.address(),
                server.port(),
                results.operation(),
                results.collection());
    }
}
