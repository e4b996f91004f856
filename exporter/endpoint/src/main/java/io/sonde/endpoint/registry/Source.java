package io.sonde.endpoint.registry;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;

/**
 * Something that has metrics to show.
 *
 * <p>The registry calls it from its own threads, never twice at the same time unless it is registered as slow. It may
 * throw and it may be late: both cost its own series of that page, but for those of {@link #instead}, and are counted. A
 * Prometheus {@code MultiCollector} is a source by {@code scrape -> collector.collect()}.
 */
@FunctionalInterface
public interface Source {

    /** Takes immutable snapshots of all metrics, as they are now. Several of one name and type are put together. */
    Iterable<? extends MetricSnapshot> collect(Scrape scrape) throws Exception;

    /**
     * What the page gets when this scrape's {@link #collect} failed, was late or was not called, as an earlier one is still
     * running: the little that must be on every page. Called on the scrape's thread, at its deadline; answers from memory, at once.
     */
    default List<? extends MetricSnapshot> instead(Scrape scrape) {
        return List.of();
    }
}
