package io.sonde.core.metric;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every metric that Sonde may publish: the source of the reference, and of the lint of dashboards and alerts. */
public final class Catalogue {

    private static final Map<String, List<MetricSpec>> BY_SOURCE = bySource();
    private static final List<MetricSpec> ALL =
            BY_SOURCE.values().stream().flatMap(List::stream).toList();

    private Catalogue() {}

    public static List<MetricSpec> all() {
        return ALL;
    }

    /** The metric that a series of this name belongs to; {@code _bucket} and what else the type appends may be part of it. */
    public static Optional<MetricSpec> find(String exposedName) {
        return ALL.stream().filter(spec -> spec.exposes(exposedName)).findFirst();
    }

    /** All metrics by what they come from, in the order of the reference. */
    static Map<String, List<MetricSpec>> sources() {
        return BY_SOURCE;
    }

    private static Map<String, List<MetricSpec>> bySource() {
        Map<String, List<MetricSpec>> sources = new LinkedHashMap<>();
        sources.put("Database client", DatabaseClientMetrics.all());
        sources.put("Results of queries", ResultMetrics.all());
        sources.put("JVM and process", JvmMetrics.all());
        sources.put("PostgreSQL", PostgresMetrics.all());
        sources.put("PostgreSQL server", PostgresServerMetrics.all());
        sources.put("PostgreSQL views", PostgresViewMetrics.all());
        sources.put("PostgreSQL sessions", PostgresSessionMetrics.all());
        sources.put("PostgreSQL tables and indexes", PostgresTableMetrics.all());
        sources.put("PostgreSQL statements", StatementMetrics.all());
        sources.put("MySQL and MariaDB", MysqlMetrics.all());
        sources.put("MySQL and MariaDB statements", MysqlStatementMetrics.all());
        sources.put("MySQL and MariaDB tables", MysqlTableMetrics.all());
        sources.put("MySQL and MariaDB sessions and schema", MysqlServerMetrics.all());
        sources.put("Targets of the exporter", TargetMetrics.all());
        sources.put("Pools of the exporter", PoolMetrics.all());
        sources.put("Sonde itself", SelfMetrics.all());
        sources.replaceAll((source, specs) -> List.copyOf(new ArrayList<>(specs)));
        return sources;
    }
}
