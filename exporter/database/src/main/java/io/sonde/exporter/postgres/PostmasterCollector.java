package io.sonde.exporter.postgres;

import io.sonde.core.metric.PostgresServerMetrics;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.TargetLabels;

/** When the server was started, and whether it is a replica. */
final class PostmasterCollector implements Collector {

    private final TargetLabels labels;

    PostmasterCollector(TargetLabels labels) {
        this.labels = labels;
    }

    @Override
    public String name() {
        return "postmaster";
    }

    @Override
    public void collect(Session session, Samples found) {
        found.add(
                PostgresServerMetrics.POSTMASTER_START,
                labels.base(),
                session.server().startSeconds());
        found.add(
                PostgresServerMetrics.IS_REPLICA,
                labels.base(),
                session.server().replica() ? 1 : 0);
    }
}
