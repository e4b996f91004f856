package io.sonde.exporter.config;

import java.util.List;

/** The whole configuration of the exporter. */
public record ExporterConfig(WebConfig web, CollectionConfig collection, List<TargetConfig> targets) {

    public ExporterConfig {
        targets = List.copyOf(targets);
    }
}
