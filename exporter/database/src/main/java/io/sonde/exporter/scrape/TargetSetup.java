package io.sonde.exporter.scrape;

import io.sonde.exporter.config.CollectionConfig;
import io.sonde.exporter.config.TargetConfig;

/**
 * What collectors of one target may want to know when they are made.
 *
 * @param labels knows the kind of database once it was connected to; ask it for labels whenever samples are added
 * @param member tells which databases of the server are this target's
 */
public record TargetSetup(
        TargetConfig config, TargetLabels labels, CollectionConfig collection, Siblings.Member member) {

    /** Of a target that has no others beside it. */
    public TargetSetup(TargetConfig config, TargetLabels labels, CollectionConfig collection) {
        this(config, labels, collection, Siblings.alone(config));
    }
}
