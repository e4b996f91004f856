package io.sonde.exporter.scrape;

import io.sonde.endpoint.page.Passage;
import java.util.List;
import java.util.function.Predicate;

/** One target on a page of its own, under exactly the names and labels of the exporter that its users know. */
public final class Probe {

    private Probe() {}

    /**
     * Collects from the target, or joins a collection that runs.
     *
     * @param wanted the names of the collectors whose metrics are wanted
     */
    public static List<Passage> of(Target target, Lanes lanes, Predicate<String> wanted, long deadlineNanos)
            throws InterruptedException {
        long left = Math.max(0, deadlineNanos - System.nanoTime());
        long until = deadlineNanos - Margin.of(left, 0);
        Run run = target.start(lanes, wanted, until);
        run.await(until);
        Samples page = new Samples();
        target.report(run.findings(), wanted, page);
        return FamilyPassage.of(page.families());
    }
}
