package io.sonde.exporter.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration of the exporter.
 *
 * @param drivers the folder of further JDBC drivers; null when there is none
 * @param targetsFiles where targets come from beside the configuration itself
 * @param modules sets of collectors by name, for probes
 */
public record ExporterConfig(
        WebConfig web,
        CollectionConfig collection,
        @Nullable Path drivers,
        TargetsFiles targetsFiles,
        Map<String, List<String>> modules,
        List<QueryConfig> queries,
        List<TargetConfig> targets) {

    public ExporterConfig {
        targets = List.copyOf(targets);
        modules = Map.copyOf(modules);
        queries = List.copyOf(queries);
    }

    /** This, with another folder of drivers. */
    public ExporterConfig withDrivers(Path folder) {
        return new ExporterConfig(web, collection, folder, targetsFiles, modules, queries, targets);
    }
}
