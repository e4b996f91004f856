package io.sonde.exporter.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One database server to watch.
 *
 * @param username empty when the driver is to choose
 * @param aliases what clients call this server, with a port each
 * @param labels added to every series of this target
 * @param limits how many queries, tables and indexes are published one by one
 * @param databases which databases of the server are visited, where a connection sees only one
 * @param collectors which collectors run
 * @param properties further properties for the driver
 */
public record TargetConfig(
        String name,
        JdbcUrl url,
        String username,
        Password password,
        List<HostPort> aliases,
        Map<String, String> labels,
        Duration connectTimeout,
        Duration statementTimeout,
        Duration lockTimeout,
        Limits limits,
        Choice databases,
        Choice collectors,
        Map<String, String> properties) {

    public TargetConfig {
        aliases = List.copyOf(aliases);
        labels = Map.copyOf(labels);
        properties = Map.copyOf(properties);
    }

    /** Without the properties, which may hold a secret. */
    @Override
    public String toString() {
        return name + " at " + url;
    }
}
