package io.sonde.exporter.postgres;

import io.sonde.core.metric.TargetMetrics;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Reason;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Schedule;
import io.sonde.exporter.scrape.Scope;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads views that need nothing but a query each. */
final class ViewCollector implements Collector {

    private final String name;
    private final int since;
    private final Schedule schedule;
    private final Scope scope;
    private final TargetLabels labels;
    private final List<ViewQuery> queries;

    /**
     * @param since the major version that has these views; on older servers there is nothing to read
     */
    ViewCollector(String name, int since, TargetLabels labels, String... sql) {
        this(name, since, Schedule.EVERY_SCRAPE, Scope.SERVER, labels, sql);
    }

    ViewCollector(String name, int since, Schedule schedule, Scope scope, TargetLabels labels, String... sql) {
        this.name = name;
        this.since = since;
        this.schedule = schedule;
        this.scope = scope;
        this.labels = labels;
        List<ViewQuery> all = new ArrayList<>();
        for (String query : sql) {
            all.add(new ViewQuery(labels, query));
        }
        this.queries = List.copyOf(all);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Schedule schedule() {
        return schedule;
    }

    @Override
    public Scope scope() {
        return scope;
    }

    @Override
    public void collect(Session session, Samples found) throws SQLException {
        if (session.server().major() < since) {
            // Nobody can change that, so it is no failure of the collector; but who looks for its series finds the
            // reason.
            found.add(
                    TargetMetrics.SKIPPED_INFO,
                    labels.with("collector", name, "reason", Reason.SERVER_TOO_OLD.label(), "remedy", ""),
                    1);
            return;
        }
        for (ViewQuery query : queries) {
            query.read(session, found);
        }
    }
}
