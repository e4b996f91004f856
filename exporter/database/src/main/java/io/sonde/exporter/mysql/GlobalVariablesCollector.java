package io.sonde.exporter.mysql;

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

/** {@code SHOW GLOBAL VARIABLES}: each variable that is a number or a switch, and those that say what the server is. */
final class GlobalVariablesCollector implements Collector {

    private static final int MAX_VARIABLES = 3_000;

    private final TargetLabels labels;
    private final Map<String, MetricSpec> specs = new HashMap<>();

    GlobalVariablesCollector(TargetLabels labels) {
        this.labels = labels;
    }

    @Override
    public String name() {
        return "global_variables";
    }

    @Override
    public void collect(Session session, Samples found) throws SQLException {
        Map<String, String> texts = new HashMap<>();
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery("SHOW GLOBAL VARIABLES")) {
            for (int read = 0; read < MAX_VARIABLES && row.next(); read++) {
                String name = StatusText.metricName(row.getString(1));
                String text = row.getString(2);
                texts.put(name, text);
                OptionalDouble value = StatusText.number(text);
                if (value.isPresent()) {
                    found.add(spec(name), labels.base(), value.getAsDouble());
                }
            }
        }
        found.add(
                MysqlMetrics.VERSION_INFO,
                labels.with(
                        "innodb_version", texts.getOrDefault("innodb_version", ""),
                        "version", texts.getOrDefault("version", ""),
                        "version_comment", texts.getOrDefault("version_comment", "")),
                1);
        String level = texts.getOrDefault("transaction_isolation", texts.getOrDefault("tx_isolation", ""));
        if (!level.isEmpty()) {
            found.add(MysqlMetrics.TRANSACTION_ISOLATION, labels.with("level", level), 1);
        }
        String cluster = texts.getOrDefault("wsrep_cluster_name", "");
        if (!cluster.isEmpty()) {
            found.add(MysqlMetrics.GALERA_VARIABLES_INFO, labels.with("wsrep_cluster_name", cluster), 1);
        }
    }

    private MetricSpec spec(String name) {
        if (specs.size() > 2 * MAX_VARIABLES) {
            specs.clear();
        }
        return specs.computeIfAbsent(name, n -> MysqlMetrics.variable(n, "System variable " + n + "."));
    }
}
