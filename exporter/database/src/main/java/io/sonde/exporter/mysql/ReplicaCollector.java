package io.sonde.exporter.mysql;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.MetricSpec;
import io.sonde.core.metric.MysqlMetrics;
import io.sonde.core.metric.MysqlServerMetrics;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The status of a replica, for each of its sources: each column that is a number or a switch, under its old and its new name, so that
 * neither a dashboard of before MySQL 8.4 nor one of after it matches nothing.
 */
final class ReplicaCollector implements Collector {

    /*
     * A lag is published only while the server states one: while a thread does not run, Seconds_Behind_Master is NULL, and a number
     * would be a lie. That it does not run is said by slave_io_running and slave_sql_running; what has become of the lag by
     * sonde_mysql_replica_age_seconds. MySQL also states 0 for a source that it has never reached.
     */

    static final String LAG = "seconds_behind_master";

    private static final int MAX_SOURCES = 100;

    private final TargetLabels labels;
    private final ReplicaAges ages = new ReplicaAges();
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
        List<Map<String, String>> sources = read(session, version);
        Map<String, Heartbeats> heartbeats =
                sources.isEmpty() || version.mariaDb() ? Map.of() : Heartbeats.read(session);
        Set<String> names = new HashSet<>();
        for (Map<String, String> columns : sources) {
            Labels source = labels(columns);
            columns.forEach((name, text) -> {
                OptionalDouble value = StatusText.number(text);
                if (value.isPresent()) {
                    found.add(spec(name), source, value.getAsDouble());
                }
            });
            String name = columns.getOrDefault("connection_name", columns.getOrDefault("channel_name", ""));
            names.add(name);
            ReplicaAges.Seen seen = Heartbeats.of(columns, heartbeats.get(name)).with(columns);
            OptionalDouble age = ages.age(name, seen, System.nanoTime());
            if (age.isPresent()) {
                found.add(MysqlServerMetrics.REPLICA_AGE, source, age.getAsDouble());
            }
        }
        ages.retain(names);
    }

    /** The columns of each source, in lower case, under both names. */
    private static List<Map<String, String>> read(Session session, MysqlVersion version) throws SQLException {
        String query = version.mariaDb()
                ? "SHOW ALL SLAVES STATUS"
                : version.mysql(80_022) ? "SHOW REPLICA STATUS" : "SHOW SLAVE STATUS";
        List<Map<String, String>> sources = new ArrayList<>();
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(query)) {
            ResultSetMetaData meta = row.getMetaData();
            while (sources.size() < MAX_SOURCES && row.next()) {
                Map<String, String> columns = new HashMap<>();
                for (int i = 1; i <= meta.getColumnCount(); i++) {
                    String text = row.getString(i);
                    if (text != null) {
                        String name = StatusText.metricName(meta.getColumnLabel(i));
                        columns.put(name, text);
                        columns.putIfAbsent(oldName(name), text);
                        columns.putIfAbsent(newName(name), text);
                    }
                }
                if (!isConnected(columns) && "0".equals(columns.get(LAG))) {
                    columns.remove(LAG);
                    columns.remove(newName(LAG));
                }
                sources.add(columns);
            }
        }
        return sources;
    }

    /** Whether the source sends what it has; also while the server only believes so. */
    static boolean isConnected(Map<String, String> columns) {
        return "Yes".equalsIgnoreCase(columns.get("slave_io_running"));
    }

    private Labels labels(Map<String, String> columns) {
        return labels.with(
                "master_host", columns.getOrDefault("master_host", ""),
                "master_uuid", columns.getOrDefault("master_uuid", ""),
                "channel_name", columns.getOrDefault("channel_name", ""),
                "connection_name", columns.getOrDefault("connection_name", ""));
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
