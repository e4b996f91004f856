package io.sonde.agent.engine.page;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import io.sonde.agent.bootstrap.jdbc.Queries;
import io.sonde.core.metric.SelfMetrics;
import io.sonde.core.sql.QueryId;
import io.sonde.endpoint.registry.Scrape;
import io.sonde.endpoint.registry.Series;
import io.sonde.endpoint.registry.Source;
import java.util.List;
import java.util.function.IntSupplier;

/** What the agent says about itself. Asked by any thread. */
public final class SelfSource implements Source {

    private final Queries queries;
    private final String version;
    private final IntSupplier wovenClasses;

    public SelfSource(Queries queries, String version, IntSupplier wovenClasses) {
        this.queries = queries;
        this.version = version;
        this.wovenClasses = wovenClasses;
    }

    @Override
    public List<MetricSnapshot> collect(Scrape scrape) {
        Series build = Series.of(SelfMetrics.BUILD_INFO);
        build.add(build.labels(version, Integer.toString(QueryId.VERSION), "agent"));
        Series failures = Series.of(SelfMetrics.AGENT_SUPPRESSED_FAILURES);
        for (Place place : Place.values()) {
            failures.add(Failures.count(place), failures.labels(place.label()));
        }
        Series woven = Series.of(SelfMetrics.AGENT_WOVEN_CLASSES);
        woven.add(wovenClasses.getAsInt(), woven.labels());
        Series held = Series.of(SelfMetrics.AGENT_QUERIES);
        held.add(queries.size(), held.labels());
        Series overflowed = Series.of(SelfMetrics.AGENT_QUERIES_OVERFLOWED);
        overflowed.add(queries.overflowed(), overflowed.labels());
        return List.of(build.snapshot(), failures.snapshot(), woven.snapshot(), held.snapshot(), overflowed.snapshot());
    }
}
