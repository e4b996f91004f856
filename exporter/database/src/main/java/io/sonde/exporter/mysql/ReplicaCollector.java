package io.sonde.exporter.mysql;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.MetricSpec;
import io.sonde.core.metric.MysqlMetrics;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The status of a replica, for each of its sources: each column that is a number or a switch, under its old and its new name, so that
 * neither a dashboard of before MySQL 8.4 nor one of after it matches nothing.
 */
final class ReplicaCollector implements Collector {

    /*
     * A lag is published only while the server states one: while a thread does not run, Seconds_Behind_Master is NULL, and a number
     * would be a lie. That it does not run is said by slave_io_running and slave_sql_running.
     */

    private static final int MAX_SOURCES = 100;

    private final TargetLabels labels;
    private final Map<String, MetricSpec> specs = new HashMap<>();

    ReplicaCollector(TargetLabels labels) {
        this.labels = labels;
    }

    @Override
    public String name() {
        return "slave_status";
    }

    @Override
    public void collect(Session session, Samples found) throws SQLException {
        MysqlVersion version = MysqlVersion.of(session);
        String query = version.mariaDb()
                ? "SHOW ALL SLAVES STATUS"
                : version.mysql(80_022) ? "SHOW REPLICA STATUS" : "SHOW SLAVE STATUS";
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(query)) {
            for (int read = 0; read < MAX_SOURCES && row.next(); read++) {
                add(row, found);
            }
        }
    }

    private void add(ResultSet row, Samples found) throws SQLException {
        Map<String, String> columns = new HashMap<>();
        ResultSetMetaData meta = row.getMetaData();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            String text = row.getString(i);
            if (text != null) {
                String name = StatusText.metricName(meta.getColumnLabel(i));
                columns.put(name, text);
                columns.putIfAbsent(oldName(name), text);
                columns.putIfAbsent(newName(name), text);
            }
        }
        Labels source = labels.with(
                "master_host", columns.getOrDefault("master_host", ""),
                "master_uuid", columns.getOrDefault("master_uuid", ""),
                "channel_name", columns.getOrDefault("channel_name", ""),
                "connection_name", columns.getOrDefault("connection_name", ""));
        columns.forEach((name, text) -> {
            OptionalDouble value = StatusText.number(text);
            if (value.isPresent()) {
                found.add(spec(name), source, value.getAsDouble());
            }
        });
    }

    private static String oldName(String name) {
        return name.replace("replica_", "slave_").replace("source", "master");
    }

    private static String newName(String name) {
        return name.replace("slave_", "replica_").replace("master", "source");
    }

    private MetricSpec spec(String name) {
        return specs.computeIfAbsent(name, n -> MysqlMetrics.replica(n, "Column " + n + " of the replica's status."));
    }
}
