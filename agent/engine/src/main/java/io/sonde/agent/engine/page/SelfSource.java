package io.sonde.agent.engine.page;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import io.sonde.agent.bootstrap.jdbc.Executions;
import io.sonde.agent.bootstrap.jdbc.Queries;
import io.sonde.agent.bootstrap.weave.UnwovenClasses;
import io.sonde.core.metric.MetricSpec;
import io.sonde.core.metric.SelfMetrics;
import io.sonde.core.sql.QueryId;
import io.sonde.endpoint.registry.Scrape;
import io.sonde.endpoint.registry.Series;
import io.sonde.endpoint.registry.Source;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** What the agent says about itself. Asked by any thread. */
public final class SelfSource implements Source {

    /** Premain is the only way in so far. */
    private static final String MODE = "start";

    private final Queries queries;
    private final String version;
    private final Supplier<Map<String, Integer>> wovenClasses;
    private final IntSupplier published;

    /**
     * @param wovenClasses how many classes were woven, by type
     * @param published how many queries the last page showed
     */
    public SelfSource(
            Queries queries, String version, Supplier<Map<String, Integer>> wovenClasses, IntSupplier published) {
        this.queries = queries;
        this.version = version;
        this.wovenClasses = wovenClasses;
        this.published = published;
    }

    @Override
    public List<MetricSnapshot> collect(Scrape scrape) {
        Series build = Series.of(SelfMetrics.BUILD_INFO);
        build.add(build.labels(version, Integer.toString(QueryId.VERSION), "agent"));
        Series mode = Series.of(SelfMetrics.AGENT_MODE);
        mode.add(mode.labels(MODE));
        Series failures = Series.of(SelfMetrics.AGENT_SUPPRESSED_FAILURES);
        for (Place place : Place.values()) {
            failures.add(Failures.count(place), failures.labels(place.label()));
        }
        Series woven = Series.of(SelfMetrics.AGENT_WOVEN_CLASSES);
        wovenClasses.get().forEach((type, classes) -> woven.add(classes, woven.labels(type)));
        Series unwoven = Series.of(SelfMetrics.AGENT_UNWOVEN_CLASSES);
        unwoven.add(UnwovenClasses.connections(), unwoven.labels("connection"));
        unwoven.add(UnwovenClasses.statements(), unwoven.labels("statement"));
        return List.of(
                build.snapshot(),
                mode.snapshot(),
                failures.snapshot(),
                woven.snapshot(),
                unwoven.snapshot(),
                single(SelfMetrics.AGENT_QUERIES, queries.size()),
                single(SelfMetrics.AGENT_QUERIES_PUBLISHED, published.getAsInt()),
                single(SelfMetrics.AGENT_QUERIES_OVERFLOWED, queries.overflowed()),
                single(SelfMetrics.AGENT_EXECUTIONS_DROPPED, Executions.dropped()),
                single(SelfMetrics.AGENT_OVERHEAD, Executions.ownCostNanos() / 1e9));
    }

    private static MetricSnapshot single(MetricSpec spec, long value) {
        Series series = Series.of(spec);
        return series.add(value, series.labels()).snapshot();
    }

    private static MetricSnapshot single(MetricSpec spec, double value) {
        Series series = Series.of(spec);
        return series.add(value, series.labels()).snapshot();
    }
}
