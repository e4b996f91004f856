package io.sonde.exporter.postgres;

import io.sonde.exporter.config.TargetConfig;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Siblings;
import io.sonde.exporter.scrape.TargetLabels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The collectors of one PostgreSQL target, in the order in which they run: the cheap and telling ones first. */
final class PostgresCollectors {

    private PostgresCollectors() {}

    /**
     * A new set of them.
     *
     * @param queries where the statements that are read are made known to those who only see the server's ids
     * @param textsInterval the least time between two reads of statement texts
     * @param member the target among those of the same server
     */
    static List<Collector> of(
            TargetConfig target,
            TargetLabels labels,
            QueryTexts texts,
            KnownQueries queries,
            Plans plans,
            Duration textsInterval,
            Siblings.Member member) {
        List<Collector> all = new ArrayList<>();
        all.add(new PostmasterCollector(labels));
        all.add(new PrivilegesCollector(labels));
        all.addAll(ServerViews.cheap(labels));
        all.addAll(ReplicationViews.all(labels));
        all.add(new StatementsCollector(labels, target.limits().statements(), texts, queries, textsInterval, member));
        all.add(new ActivityCollector(labels, queries));
        all.add(new LocksCollector(labels));
        all.add(new SettingsCollector(labels));
        all.addAll(ServerViews.files(labels));
        all.addAll(DatabaseViews.all(labels, target.limits()));
        all.add(new PlansCollector(target.name(), labels, queries, plans, texts, textsInterval, member));
        return List.copyOf(all);
    }
}
