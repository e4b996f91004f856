package io.sonde.exporter.scrape;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.sonde.endpoint.registry.Scrape;
import io.sonde.endpoint.registry.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** All targets as one source of metrics. May be called by several scrapes at once. */
public final class TargetsSource implements Source {

    /** What putting the page together may take; the endpoint keeps back more for sending it. */
    private static final long MARGIN_NANOS = Duration.ofMillis(200).toNanos();

    private final Supplier<List<Target>> current;
    private final Lanes lanes;

    /** @param targets gives those of the moment */
    public TargetsSource(Supplier<List<Target>> targets, Lanes lanes) {
        this.current = targets;
        this.lanes = lanes;
    }

    @Override
    public List<MetricSnapshot> collect(Scrape scrape) throws InterruptedException {
        long until = scrape.deadlineNanos() - Math.min(MARGIN_NANOS, scrape.remainingNanos() / 4);
        List<Target> targets = current.get();
        Set<String> ownLabels = new HashSet<>();
        targets.forEach(target -> ownLabels.addAll(target.ownLabels()));
        List<Run> runs = new ArrayList<>(targets.size());
        for (Target target : targets) {
            runs.add(target.start(lanes, name -> true, until));
        }
        Samples page = new Samples();
        for (int i = 0; i < runs.size(); i++) {
            runs.get(i).await(until);
            targets.get(i).report(runs.get(i).findings(), name -> true, page);
        }
        return Snapshots.of(page, ownLabels);
    }
}
