package io.sonde.agent.engine.page;

import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.sonde.agent.bootstrap.jdbc.ErrorCounter;
import io.sonde.agent.bootstrap.jdbc.QuerySeries;
import io.sonde.agent.bootstrap.jdbc.Server;
import io.sonde.agent.bootstrap.jdbc.ServerErrors;
import io.sonde.agent.bootstrap.jdbc.ServerSeries;
import io.sonde.agent.bootstrap.trace.Exemplar;
import io.sonde.core.latency.LatencySnapshot;
import io.sonde.core.metric.DatabaseClientMetrics;
import io.sonde.core.metric.Labels;
import io.sonde.core.sql.Query;
import io.sonde.core.sql.QueryId;
import io.sonde.endpoint.registry.Series;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The series of one page about queries while they are gathered. */
final class QueryPage {

    private record OperationAndError(String operation, String errorType) {}

    private record ErrorAndState(String errorType, String sqlStateClass) {}

    private record InfoKey(String system, long id) {}

    private final Series durations = Series.of(DatabaseClientMetrics.OPERATION_DURATION);
    private final Series errors = Series.of(DatabaseClientMetrics.QUERY_ERRORS);
    private final Series codes = Series.of(DatabaseClientMetrics.EXECUTION_ERRORS);
    private final Series elements = Series.of(DatabaseClientMetrics.BATCH_ELEMENTS);
    private final Series infos = Series.of(DatabaseClientMetrics.QUERY_INFO);
    private final Set<InfoKey> described = new HashSet<>();

    /** Adds a query's series. */
    void add(Server server, QuerySeries series, Tally tally) {
        add(server, series.query(), tally, series);
    }

    /** Adds the series of all that have none of their own. */
    void addOther(Server server, Tally tally) {
        add(server, null, tally, null);
    }

    private void add(Server server, @Nullable Query query, Tally tally, @Nullable QuerySeries traced) {
        String id = query == null ? Labels.OTHER : QueryId.format(query.id());
        String summary = query == null ? "" : query.summary();
        String operation = query == null ? "" : query.operationName();
        String batch = operation.isEmpty() ? "BATCH" : "BATCH " + operation;

        Map<OperationAndError, LatencySnapshot> byError = new LinkedHashMap<>();
        Map<ErrorAndState, Long> counts = new LinkedHashMap<>();
        if (tally.executions().count() > 0) {
            byError.put(new OperationAndError(operation, ""), tally.executions());
        }
        if (tally.batches().count() > 0) {
            byError.put(new OperationAndError(batch, ""), tally.batches());
        }
        tally.failures().forEach((kind, latency) -> {
            if (latency.count() > 0) {
                String name = kind.batch() ? batch : operation;
                byError.merge(new OperationAndError(name, kind.errorType()), latency, LatencySnapshot::plus);
                counts.merge(new ErrorAndState(kind.errorType(), kind.sqlStateClass()), latency.count(), Long::sum);
            }
        });
        byError.forEach((key, latency) -> durations.add(
                latency,
                labels(durations, server, key.operation(), summary, id, key.errorType()),
                exemplars(traced, key.errorType(), key.operation().equals(batch))));
        counts.forEach((key, count) ->
                errors.add(count, labels(errors, server, id, summary, key.errorType(), key.sqlStateClass())));
        if (tally.batchElements() > 0) {
            elements.add(tally.batchElements(), labels(elements, server, id, summary));
        }
        describe(server, query);
    }

    /** Shows the query's text, if it is a query. */
    void describe(Server server, @Nullable Query query) {
        if (query != null && described.add(new InfoKey(server.system(), query.id()))) {
            String id = QueryId.format(query.id());
            infos.add(infos.labels(server.system(), id, query.summary(), query.text()));
        }
    }

    void addErrors(ServerSeries server) {
        for (ServerErrors.Code code : server.errors().codes()) {
            codes.add(code.count(), labels(codes, server.server(), code.sqlState(), code.vendorCode()));
        }
    }

    List<MetricSnapshot> snapshots() {
        return List.of(
                durations.snapshot(), errors.snapshot(), codes.snapshot(), elements.snapshot(), infos.snapshot());
    }

    private static Exemplars exemplars(@Nullable QuerySeries traced, String errorType, boolean batch) {
        if (traced == null || (errorType.isEmpty() && batch)) {
            return Exemplars.EMPTY;
        }
        long now = System.currentTimeMillis();
        if (errorType.isEmpty()) {
            return TraceLabels.exemplars(traced.exemplars(now));
        }
        List<Exemplar> failures = new ArrayList<>();
        for (ErrorCounter counter : traced.errors()) {
            if (counter.batch() == batch && counter.errorType().equals(errorType)) {
                failures.addAll(counter.exemplars(now));
            }
        }
        return TraceLabels.exemplars(failures);
    }

    /** The labels of a server, and these after them. */
    static io.prometheus.metrics.model.snapshots.Labels labels(Series series, Server server, String... more) {
        String[] values = new String[4 + more.length];
        values[0] = server.system();
        values[1] = server.namespace();
        values[2] = server.address();
        values[3] = server.port();
        System.arraycopy(more, 0, values, 4, more.length);
        return series.labels(values);
    }
}
