package io.sonde.exporter.mysql;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.MetricSpec;
import io.sonde.core.metric.MysqlMetrics;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** {@code SHOW GLOBAL STATUS}: each variable that is a number or a switch. */
final class GlobalStatusCollector implements Collector {

    /** Plugins add some; a server has about 500. */
    private static final int MAX_VARIABLES = 2_000;

    private static final String GALERA = "wsrep_";

    private final TargetLabels labels;
    private final Map<String, MetricSpec> specs = new HashMap<>();

    GlobalStatusCollector(TargetLabels labels) {
        this.labels = labels;
    }

    @Override
    public String name() {
        return "global_status";
    }

    @Override
    public void collect(Session session, Samples found) throws SQLException {
        Map<String, String> galera = new HashMap<>();
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS")) {
            for (int read = 0; read < MAX_VARIABLES && row.next(); read++) {
                String name = StatusText.metricName(row.getString(1));
                String text = row.getString(2);
                if (name.startsWith(GALERA)) {
                    galera.put(name, text);
                }
                OptionalDouble value = StatusText.number(text);
                if (value.isPresent()) {
                    add(name, value.getAsDouble(), found);
                }
            }
        }
        addGalera(galera, found);
    }

    /** Some groups of variables are one metric with a label, as mysqld_exporter has them. */
    private void add(String name, double value, Samples found) {
        String rest;
        if ((rest = after("com_", name)) != null) {
            found.add(MysqlMetrics.STATUS_COMMANDS, labels.with("command", rest), value);
        } else if ((rest = after("handler_", name)) != null) {
            found.add(MysqlMetrics.STATUS_HANDLERS, labels.with("handler", rest), value);
        } else if ((rest = after("connection_errors_", name)) != null) {
            found.add(MysqlMetrics.STATUS_CONNECTION_ERRORS, labels.with("error", rest), value);
        } else if ((rest = after("innodb_buffer_pool_pages_", name)) != null) {
            addPages(rest, value, found);
        } else if ((rest = after("innodb_rows_", name)) != null) {
            found.add(MysqlMetrics.STATUS_INNODB_ROW_OPS, labels.with("operation", rest), value);
        } else if ((rest = after("performance_schema_", name)) != null) {
            found.add(MysqlMetrics.STATUS_PERFORMANCE_SCHEMA_LOST, labels.with("instrumentation", rest), value);
        } else {
            found.add(spec(name), labels.base(), value);
        }
    }

    private void addPages(String what, double value, Samples found) {
        switch (what) {
            case "data", "free", "misc", "old" ->
                found.add(MysqlMetrics.STATUS_BUFFER_POOL_PAGES, labels.with("state", what), value);
            case "dirty" -> found.add(MysqlMetrics.STATUS_BUFFER_POOL_DIRTY_PAGES, labels.base(), value);
            case "total" -> {} // The sum of the states.
            default -> found.add(MysqlMetrics.STATUS_BUFFER_POOL_PAGE_CHANGES, labels.with("operation", what), value);
        }
    }

    private void addGalera(Map<String, String> galera, Samples found) {
        String node = galera.get("wsrep_local_state_uuid");
        if (node != null && !node.isEmpty()) {
            Labels info = labels.with(
                    "wsrep_local_state_uuid",
                    node,
                    "wsrep_cluster_state_uuid",
                    galera.getOrDefault("wsrep_cluster_state_uuid", ""),
                    "wsrep_provider_version",
                    galera.getOrDefault("wsrep_provider_version", ""));
            found.add(MysqlMetrics.GALERA_STATUS_INFO, info, 1);
        }
    }

    private MetricSpec spec(String name) {
        if (specs.size() > 2 * MAX_VARIABLES) {
            specs.clear();
        }
        return specs.computeIfAbsent(name, n -> MysqlMetrics.status(n, "Status variable " + n + "."));
    }

    private static @org.jspecify.annotations.Nullable String after(String prefix, String name) {
        return name.startsWith(prefix) && name.length() > prefix.length() ? name.substring(prefix.length()) : null;
    }
}
