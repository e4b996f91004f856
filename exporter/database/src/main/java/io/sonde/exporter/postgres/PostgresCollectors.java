package io.sonde.exporter.postgres;

import io.sonde.exporter.config.TargetConfig;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.TargetLabels;
import java.time.Duration;
import java.util.List;

/** The collectors of one PostgreSQL target, in the order in which they run: the cheap and telling ones first. */
public final class PostgresCollectors {

    private PostgresCollectors() {}

    /**
     * A new set of them.
     *
     * @param textsInterval the least time between two reads of statement texts
     */
    public static List<Collector> of(
            TargetConfig target, TargetLabels labels, QueryTexts texts, Duration textsInterval) {
        return List.of(
                new PostmasterCollector(labels),
                new DatabaseCollector(labels),
                new StatementsCollector(labels, target.statementsLimit(), texts, textsInterval),
                new ActivityCollector(labels),
                new LocksCollector(labels),
                new SettingsCollector(labels));
    }
}
