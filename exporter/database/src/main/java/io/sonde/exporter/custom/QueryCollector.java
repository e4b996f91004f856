package io.sonde.exporter.custom;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.Convention;
import io.sonde.core.metric.MetricSpec;
import io.sonde.core.metric.MetricType;
import io.sonde.core.metric.Stability;
import io.sonde.exporter.config.QueryConfig;
import io.sonde.exporter.config.QueryMetric;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Reason;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Schedule;
import io.sonde.exporter.scrape.Scope;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.SkippedException;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;

/** Runs a user's query, and takes its whole result or nothing of it. */
final class QueryCollector implements Collector {

    private static final String DATABASE = "datname";
    private static final int FETCH_ROWS = 1_000;

    private final QueryConfig query;
    private final TargetLabels labels;
    private final ScheduledExecutorService scheduler;
    private final Map<QueryMetric, MetricSpec> specs = new LinkedHashMap<>();

    QueryCollector(QueryConfig query, TargetLabels labels, ScheduledExecutorService scheduler) {
        this.query = query;
        this.labels = labels;
        this.scheduler = scheduler;
        for (QueryMetric metric : query.metrics()) {
            specs.put(metric, spec(metric, query.everyDatabase()));
        }
    }

    private static MetricSpec spec(QueryMetric metric, boolean everyDatabase) {
        List<String> names = new ArrayList<>(List.of(
                io.sonde.core.metric.Labels.TARGET,
                io.sonde.core.metric.Labels.DB_SYSTEM_NAME,
                io.sonde.core.metric.Labels.SERVER_ADDRESS,
                io.sonde.core.metric.Labels.SERVER_PORT));
        if (everyDatabase) {
            names.add(io.sonde.core.metric.Labels.DB_NAMESPACE);
            names.add(DATABASE);
        }
        names.addAll(metric.labels());
        MetricType type = MetricType.valueOf(metric.type().name());
        return new MetricSpec(metric.name(), type, "", metric.help(), names, Convention.CUSTOM, Stability.EXPERIMENTAL);
    }

    @Override
    public String name() {
        return query.name();
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(query.interval());
    }

    @Override
    public Scope scope() {
        return query.everyDatabase() ? Scope.DATABASE : Scope.SERVER;
    }

    @Override
    public void collect(Session session, Samples found) throws SQLException, SkippedException {
        Versions.check(query, session.server());
        try (Statement statement = session.connection().createStatement();
                Watchdog watchdog = Watchdog.over(statement, query.timeout(), session, scheduler)) {
            statement.setMaxRows(query.maxRows() + 1);
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet rows = statement.executeQuery(query.sql())) {
                read(rows, session, found);
            } catch (SQLException e) {
                throw watchdog.explain(e);
            }
        } catch (SQLException e) {
            if (query.expectedFailures().contains(String.valueOf(e.getSQLState()))
                    || query.expectedFailures().contains(Integer.toString(e.getErrorCode()))) {
                throw new SkippedException(Reason.NOT_CONFIGURED, "");
            }
            throw e;
        }
    }

    private void read(ResultSet rows, Session session, Samples found) throws SQLException, SkippedException {
        Result result = new Result(rows, query.name());
        Map<QueryMetric, Set<Labels>> seen = new LinkedHashMap<>();
        query.metrics().forEach(metric -> seen.put(metric, new HashSet<>()));
        int count = 0;
        while (rows.next()) {
            if (++count > query.maxRows()) {
                throw new SkippedException(
                        Reason.TOO_MANY_ROWS, "a LIMIT in the query, or max_rows above " + query.maxRows());
            }
            for (QueryMetric metric : query.metrics()) {
                Labels series = series(result, metric, session);
                if (add(metric, series, result, found)
                        && !seen.getOrDefault(metric, Set.of()).add(series)) {
                    throw result.bad("two rows have the same labels for " + metric.name());
                }
            }
        }
    }

    private Labels series(Result result, QueryMetric metric, Session session) throws SQLException, SkippedException {
        String[] pairs = new String[metric.labels().size() * 2];
        for (int i = 0; i < metric.labels().size(); i++) {
            String label = metric.labels().get(i);
            pairs[2 * i] = label;
            pairs[2 * i + 1] = result.text(label);
        }
        return query.everyDatabase() ? labels.inDatabase(session.database(), pairs) : labels.with(pairs);
    }

    /** False when the row has no value for this metric. */
    private boolean add(QueryMetric metric, Labels series, Result result, Samples found)
            throws SQLException, SkippedException {
        MetricSpec spec = specs.get(metric);
        if (spec == null) {
            return false;
        }
        switch (metric.type()) {
            case INFO -> found.add(spec, series, 1);
            case GAUGE, COUNTER -> {
                Double value = result.number(metric.value());
                if (value == null) {
                    return false;
                }
                if (metric.type() == QueryMetric.Type.COUNTER && !(value >= 0)) {
                    throw result.bad("the counter " + metric.name() + " is negative or not a number");
                }
                found.add(spec, series, value);
            }
            case HISTOGRAM -> {
                return histogram(metric, spec, series, result, found);
            }
        }
        return true;
    }

    private static boolean histogram(QueryMetric metric, MetricSpec spec, Labels series, Result result, Samples found)
            throws SQLException, SkippedException {
        double[] edges = new double[metric.buckets().size()];
        double[] cumulative = new double[edges.length + 1];
        int i = 0;
        for (Map.Entry<Double, String> bucket : metric.buckets().entrySet()) {
            edges[i] = bucket.getKey();
            Double count = result.number(bucket.getValue());
            cumulative[i++] = count == null ? 0 : count;
        }
        Double count = result.number(metric.count());
        Double sum = result.number(metric.sum());
        if (count == null || sum == null) {
            return false;
        }
        cumulative[i] = count;
        double before = 0;
        for (double value : cumulative) {
            if (!(value >= before) || Double.isInfinite(value)) {
                throw result.bad("the buckets of " + metric.name() + " are not cumulative counts");
            }
            before = value;
        }
        found.addHistogram(spec, series, edges, cumulative, sum);
        return true;
    }
}
