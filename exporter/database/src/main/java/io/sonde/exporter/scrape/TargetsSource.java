package io.sonde.exporter.scrape;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.sonde.endpoint.registry.Scrape;
import io.sonde.endpoint.registry.Source;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** All targets as one source of metrics. May be called by several scrapes at once. */
public final class TargetsSource implements Source {

    /*
     * Each target goes onto the page when its collection has ended, in whatever order: what is left to do when the time is over is then
     * to say of the late ones that they are late, however many others there are. Should even that take too long, on a machine that has
     * no processor for us, the page still says of each target whether it is up.
     */

    private record Asked(Target target, Run run) {
        void report(Samples page) {
            target.report(run.findings(), name -> true, page);
        }
    }

    private final Supplier<List<Target>> current;
    private final Lanes lanes;
    /** What runs for scrapes that have not got their page yet. Weak, because nobody tells when a scrape was given up. */
    private final Map<Scrape, List<Asked>> running = Collections.synchronizedMap(new WeakHashMap<>());

    private volatile long lastNanos;

    /** @param targets gives those of the moment */
    public TargetsSource(Supplier<List<Target>> targets, Lanes lanes) {
        this.current = targets;
        this.lanes = lanes;
    }

    @Override
    public List<MetricSnapshot> collect(Scrape scrape) throws InterruptedException {
        long margin = Margin.of(scrape.remainingNanos(), lastNanos);
        long until = scrape.deadlineNanos() - margin;
        List<Target> targets = current.get();
        BlockingQueue<Asked> ended = new LinkedBlockingQueue<>();
        Set<Asked> awaited = start(targets, until, ended);
        running.put(scrape, List.copyOf(awaited));
        Samples page = new Samples();
        while (!awaited.isEmpty()) {
            Asked next = ended.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            next.report(page);
            awaited.remove(next);
        }
        long start = System.nanoTime();
        awaited.forEach(late -> late.report(page));
        List<MetricSnapshot> snapshots = Snapshots.of(page, ownLabels(targets));
        lastNanos = System.nanoTime() - start;
        if (scrape.remainingNanos() > margin / 2) {
            running.remove(scrape);
        }
        return snapshots;
    }

    private Set<Asked> start(List<Target> targets, long until, BlockingQueue<Asked> ended) {
        Set<Asked> started = new LinkedHashSet<>();
        for (Target target : targets) {
            Asked asked = new Asked(target, target.start(lanes, name -> true, until));
            started.add(asked);
            asked.run().whenFinished(() -> ended.add(asked));
        }
        return started;
    }

    private static Set<String> ownLabels(List<Target> targets) {
        Set<String> labels = new HashSet<>();
        targets.forEach(target -> labels.addAll(target.ownLabels()));
        return labels;
    }

    @Override
    public List<MetricSnapshot> instead(Scrape scrape) {
        List<Target> targets = current.get();
        List<Asked> asked = running.get(scrape);
        Samples page = new Samples();
        if (asked == null) {
            targets.forEach(target -> target.reportUp(Run.Findings.NONE, page));
        } else {
            asked.forEach(one -> one.target().reportUp(one.run().findings(), page));
        }
        return Snapshots.of(page, ownLabels(targets));
    }
}
