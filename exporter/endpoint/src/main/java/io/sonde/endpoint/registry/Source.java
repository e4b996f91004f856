package io.sonde.endpoint.registry;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * Something that has metrics to show.
 *
 * <p>The registry calls it from its own threads, never twice at the same time. It may throw and it may be late: both
 * cost its own series of that page, and are counted. A Prometheus {@code MultiCollector} is a source by
 * {@code scrape -> collector.collect()}.
 */
@FunctionalInterface
public interface Source {

    /** Takes immutable snapshots of all metrics, as they are now. Several of one name and type are put together. */
    Iterable<? extends MetricSnapshot> collect(Scrape scrape) throws Exception;
}
