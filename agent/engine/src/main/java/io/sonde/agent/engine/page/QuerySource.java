package io.sonde.agent.engine.page;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.sonde.agent.bootstrap.jdbc.Queries;
import io.sonde.agent.bootstrap.jdbc.QuerySeries;
import io.sonde.agent.bootstrap.jdbc.Server;
import io.sonde.core.series.Increases;
import io.sonde.core.series.StickyTop;
import io.sonde.core.series.TopWithOther;
import io.sonde.core.sql.Query;
import io.sonde.endpoint.registry.Scrape;
import io.sonde.endpoint.registry.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * What applications send to databases: the top queries each by itself, and {@code other} for each server.
 *
 * <p>Asked by one thread at a time, the registry's.
 */
public final class QuerySource implements Source {

    /** How much more time than a published query an unpublished one must have taken to take its place. */
    private static final double STICKINESS = 1.2;

    private final Queries queries;
    private final IntSupplier published;
    private final StickyTop<QuerySeries> sticky;
    private final Increases<QuerySeries, Map<Server, Tally>> increases;
    private final InFlight inFlight;
    private volatile int lastPublished;
    private final TopWithOther<QuerySeries, Map<Server, Tally>> top;

    /**
     * @param held the most queries that there can be
     * @param published the most queries with series of their own, asked for each page
     */
    public QuerySource(Queries queries, int held, IntSupplier published, InFlight inFlight) {
        TalliesByServer arithmetic = new TalliesByServer();
        this.queries = queries;
        this.inFlight = inFlight;
        this.increases = new Increases<>(arithmetic, held);
        this.published = published;
        this.sticky = new StickyTop<>(published.getAsInt(), STICKINESS, QuerySource::byId);
        this.top = new TopWithOther<>(sticky, arithmetic, QuerySource::seconds, held);
    }

    /** How many queries had series of their own on the last page. Any thread may ask. */
    public int lastPublished() {
        return lastPublished;
    }

    @Override
    public List<MetricSnapshot> collect(Scrape scrape) {
        Map<QuerySeries, Map<Server, Tally>> readings = new LinkedHashMap<>();
        queries.forEachQuery(series -> readings.put(series, Map.of(series.server(), Tally.of(series))));
        sticky.resize(published.getAsInt());
        TopWithOther.Page<QuerySeries, Map<Server, Tally>> page = top.update(increases.since(readings));
        lastPublished = page.published().size();
        QueryPage series = new QueryPage();
        page.published()
                .forEach((query, tallies) -> tallies.forEach((server, tally) -> series.add(server, query, tally)));
        unpublished(page.other()).forEach(series::addOther);
        queries.forEachServer(series::addErrors);
        List<MetricSnapshot> all = new ArrayList<>(inFlight.collect(series));
        all.addAll(series.snapshots());
        return all;
    }

    /** With what never had a series of its own. */
    private Map<Server, Tally> unpublished(Map<Server, Tally> other) {
        Map<Server, Tally> all = new HashMap<>(other);
        queries.forEachServer(server -> {
            Tally tally = Tally.of(server.other());
            if (!tally.isZero()) {
                all.merge(server.server(), tally, Tally::plus);
            }
        });
        return all;
    }

    private static int byId(QuerySeries some, QuerySeries other) {
        return Long.compare(id(some), id(other));
    }

    private static double seconds(Map<Server, Tally> tallies) {
        double seconds = 0;
        for (Tally tally : tallies.values()) {
            seconds += tally.seconds();
        }
        return seconds;
    }

    private static long id(QuerySeries series) {
        Query query = series.query();
        return query == null ? 0 : query.id();
    }
}
