package io.sonde.exporter.scrape;

import io.sonde.exporter.config.CollectionConfig;
import io.sonde.exporter.config.TargetConfig;

/**
 * What collectors of one target may want to know when they are made.
 *
 * @param labels knows the kind of database once it was connected to; ask it for labels whenever samples are added
 */
public record TargetSetup(TargetConfig config, TargetLabels labels, CollectionConfig collection) {}
