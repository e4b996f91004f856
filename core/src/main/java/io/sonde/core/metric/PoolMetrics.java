package io.sonde.core.metric;

import static io.sonde.core.metric.MetricType.COUNTER;
import static io.sonde.core.metric.MetricType.GAUGE;
import static io.sonde.core.metric.MetricType.SUMMARY;

import java.util.List;

/** What HikariCP says about the exporter's own pools, one for each target, under the names of its Prometheus tracker. */
public final class PoolMetrics {

    public static final MetricSpec CONNECTIONS = metric("hikaricp_connections", GAUGE, "", "Connections open.");
    public static final MetricSpec ACTIVE = metric("hikaricp_active_connections", GAUGE, "", "Connections in use.");
    public static final MetricSpec IDLE =
            metric("hikaricp_idle_connections", GAUGE, "", "Connections open and not in use.");
    public static final MetricSpec PENDING =
            metric("hikaricp_pending_threads", GAUGE, "", "Threads that wait for a connection.");
    public static final MetricSpec MAX = metric("hikaricp_max_connections", GAUGE, "", "The most connections allowed.");
    public static final MetricSpec MIN = metric("hikaricp_min_connections", GAUGE, "", "The fewest connections kept.");
    public static final MetricSpec TIMEOUTS =
            metric("hikaricp_connection_timeout_total", COUNTER, "", "Times that no connection was to be had in time.");
    public static final MetricSpec ACQUIRED = metric(
            "hikaricp_connection_acquired_nanos", SUMMARY, "nanoseconds", "Time to get a connection from the pool.");
    public static final MetricSpec USAGE =
            metric("hikaricp_connection_usage_millis", SUMMARY, "milliseconds", "Time that connections were in use.");
    public static final MetricSpec CREATION =
            metric("hikaricp_connection_creation_millis", SUMMARY, "milliseconds", "Time to open connections.");

    private PoolMetrics() {}

    static List<MetricSpec> all() {
        return List.of(CONNECTIONS, ACTIVE, IDLE, PENDING, MAX, MIN, TIMEOUTS, ACQUIRED, USAGE, CREATION);
    }

    private static MetricSpec metric(String name, MetricType type, String unit, String help) {
        return new MetricSpec(name, type, unit, help, List.of("pool"), Convention.HIKARICP, Stability.EXPERIMENTAL);
    }
}
