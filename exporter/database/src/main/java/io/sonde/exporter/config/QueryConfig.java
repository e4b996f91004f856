package io.sonde.exporter.config;

import java.time.Duration;
import java.util.List;

/**
 * A query that a user wants to have run.
 *
 * @param name the value of the label {@code collector}
 * @param targets on which targets, by name
 * @param systems on which kinds of databases, by the name that OpenTelemetry has for them
 * @param interval zero for every scrape
 * @param everyDatabase whether it runs in each database of a target, in the background
 * @param maxRows a result with more is no result
 * @param minVersion the least version of the server, such as {@code 14} or {@code 8.4}; empty for any
 * @param maxVersion the greatest, with all that begin so: {@code 14} includes 14.2
 * @param expectedFailures SQLSTATEs and error codes that say that the query is not for this server
 */
public record QueryConfig(
        String name,
        String sql,
        Choice targets,
        Choice systems,
        Duration interval,
        Duration timeout,
        boolean everyDatabase,
        int maxRows,
        String minVersion,
        String maxVersion,
        List<String> expectedFailures,
        List<QueryMetric> metrics) {

    public QueryConfig {
        expectedFailures = List.copyOf(expectedFailures);
        metrics = List.copyOf(metrics);
    }

    /** Whether it is for this target, as far as the configuration tells. */
    public boolean isFor(TargetConfig target) {
        return targets.includes(target.name());
    }
}
