package io.sonde.exporter.scrape;

import io.sonde.core.metric.MetricSpec;

/** Under which names a kind of database tells how the scraping of it goes: those of the exporter that its users know. */
public record StatusMetrics(
        MetricSpec up, MetricSpec collectorSuccess, MetricSpec collectorDuration, MetricSpec lastScrapeError) {}
