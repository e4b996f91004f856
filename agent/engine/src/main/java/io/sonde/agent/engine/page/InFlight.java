package io.sonde.agent.engine.page;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.sonde.agent.bootstrap.jdbc.Executions;
import io.sonde.agent.bootstrap.jdbc.Queries;
import io.sonde.agent.bootstrap.jdbc.QuerySeries;
import io.sonde.agent.bootstrap.jdbc.Server;
import io.sonde.core.metric.DatabaseClientMetrics;
import io.sonde.core.metric.Labels;
import io.sonde.core.sql.Query;
import io.sonde.core.sql.QueryId;
import io.sonde.endpoint.registry.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The executions that run now, by server, and the oldest of them by query: so that a query that never returns is seen while it hangs.
 *
 * <p>Asked by one thread at a time, the registry's.
 */
public final class InFlight {

    /*
     * A driver that is entered by a side door is not known before its connection's first execution ends. Until it is a second old, it
     * cannot be told from a pool that is about to enter its driver, and is not shown.
     */
    private static final long UNKNOWN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int MAX_LONG_QUERIES = 20;

    private record Of(Server server, @Nullable Query query) {}

    private final Queries queries;
    private final LongSupplier longNanos;
    private final RealExecutions real;

    /**
     * @param longNanos from which age on an execution is shown with its query; asked at each page
     * @param isWoven whether a class of this name is woven
     */
    public InFlight(Queries queries, LongSupplier longNanos, Predicate<String> isWoven) {
        this(queries, longNanos, new RealExecutions(isWoven));
    }

    InFlight(Queries queries, LongSupplier longNanos, RealExecutions real) {
        this.queries = queries;
        this.longNanos = longNanos;
        this.real = real;
    }

    /** The series of this moment. The texts of queries that it names are added to the page. */
    List<MetricSnapshot> collect(QueryPage page) {
        List<Execution> running = running();
        Map<Integer, QuerySeries> byOrdinal = running.isEmpty() ? Map.of() : byOrdinal();
        Map<Server, List<Long>> ages = new LinkedHashMap<>();
        queries.forEachServer(server -> {
            if (!server.server().equals(Server.UNKNOWN)) {
                ages.put(server.server(), new ArrayList<>());
            }
        });
        Map<Of, Long> longOnes = new HashMap<>();
        long longFrom = longNanos.getAsLong();
        for (Execution execution : running) {
            Of of = of(execution, byOrdinal);
            if (of != null) {
                ages.computeIfAbsent(of.server(), server -> new ArrayList<>()).add(execution.ageNanos());
                if (execution.ageNanos() >= longFrom) {
                    longOnes.merge(of, execution.ageNanos(), Math::max);
                }
            }
        }
        List<MetricSnapshot> all = new ArrayList<>(byServer(ages));
        all.add(byQuery(longOnes, page));
        return all;
    }

    private List<Execution> running() {
        List<Execution> seen = new ArrayList<>();
        Executions.forEachRunning((thread, virtual, start, query) ->
                seen.add(new Execution(thread, virtual, start, query, Math.max(0, System.nanoTime() - start))));
        return real.among(seen);
    }

    /** Read after the executions: whatever they name is there by then. */
    private Map<Integer, QuerySeries> byOrdinal() {
        Map<Integer, QuerySeries> all = new HashMap<>();
        queries.forEachQuery(series -> all.put(series.ordinal(), series));
        queries.forEachServer(server -> all.put(server.other().ordinal(), server.other()));
        return all;
    }

    /** What an execution is of; null when it is a driver's probe, or a pool's that is about to enter its driver. */
    private static @Nullable Of of(Execution execution, Map<Integer, QuerySeries> byOrdinal) {
        if (execution.query() == 0) {
            return execution.ageNanos() < UNKNOWN_NANOS ? null : new Of(Server.UNKNOWN, null);
        }
        QuerySeries series = byOrdinal.get(execution.query());
        return series == null ? null : new Of(series.server(), series.query());
    }

    private static List<MetricSnapshot> byServer(Map<Server, List<Long>> ages) {
        Series inFlight = Series.of(DatabaseClientMetrics.EXECUTIONS_IN_FLIGHT);
        Series oldest = Series.of(DatabaseClientMetrics.EXECUTION_OLDEST_AGE);
        ages.forEach((server, nanos) -> {
            inFlight.add(nanos.size(), QueryPage.labels(inFlight, server));
            long age = nanos.stream().mapToLong(Long::longValue).max().orElse(0);
            oldest.add(seconds(age), QueryPage.labels(oldest, server));
        });
        return List.of(inFlight.snapshot(), oldest.snapshot());
    }

    private static MetricSnapshot byQuery(Map<Of, Long> longest, QueryPage page) {
        Series series = Series.of(DatabaseClientMetrics.EXECUTION_LONG_AGE);
        List<Map.Entry<Of, Long>> oldestFirst = new ArrayList<>(longest.entrySet());
        oldestFirst.sort((one, other) -> other.getValue().compareTo(one.getValue()));
        Map<Server, Long> others = new LinkedHashMap<>();
        int named = 0;
        for (Map.Entry<Of, Long> entry : oldestFirst) {
            Server server = entry.getKey().server();
            Query query = entry.getKey().query();
            if (query != null && named < MAX_LONG_QUERIES) {
                named++;
                page.describe(server, query);
                String id = QueryId.format(query.id());
                series.add(seconds(entry.getValue()), QueryPage.labels(series, server, id, query.summary()));
            } else {
                others.merge(server, entry.getValue(), Math::max);
            }
        }
        others.forEach((server, age) -> series.add(seconds(age), QueryPage.labels(series, server, Labels.OTHER, "")));
        return series.snapshot();
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
