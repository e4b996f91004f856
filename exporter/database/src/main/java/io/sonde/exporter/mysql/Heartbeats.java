package io.sonde.exporter.mysql;

import io.sonde.exporter.scrape.Reason;
import io.sonde.exporter.scrape.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a source sends its replica while it has nothing to say.
 *
 * @param received how many came
 * @param period of them, in seconds; 0 when unknown or switched off
 */
record Heartbeats(String received, double period) {

    private static final Heartbeats UNKNOWN = new Heartbeats("", 0);

    private static final String QUERY = """
            SELECT s.CHANNEL_NAME, s.COUNT_RECEIVED_HEARTBEATS, c.HEARTBEAT_INTERVAL
            FROM performance_schema.replication_connection_status s
            JOIN performance_schema.replication_connection_configuration c ON c.CHANNEL_NAME = s.CHANNEL_NAME
            """;

    /** MySQL's, by channel. They are told by its performance schema only, and only to those who may read that. */
    static Map<String, Heartbeats> read(Session session) throws SQLException {
        Map<String, Heartbeats> found = new HashMap<>();
        if (PerformanceSchema.isOn(session)) {
            try (Statement statement = session.connection().createStatement();
                    ResultSet row = statement.executeQuery(QUERY)) {
                while (row.next()) {
                    found.put(row.getString(1), new Heartbeats(row.getString(2), row.getDouble(3)));
                }
            } catch (SQLException e) {
                if (MysqlErrors.reason(e) != Reason.PRIVILEGE_MISSING) {
                    throw e;
                }
            }
        }
        return found;
    }

    /** @param told by the performance schema; null where the status has them, as in MariaDB, or nothing has */
    static Heartbeats of(Map<String, String> status, @Nullable Heartbeats told) {
        String received = status.get("slave_received_heartbeats");
        if (told == null && received != null) {
            String period = status.getOrDefault("slave_heartbeat_period", "0");
            return new Heartbeats(received, StatusText.number(period).orElse(0));
        }
        return told == null ? UNKNOWN : told;
    }

    /** With what else of the replica's status changes when something comes from the source. */
    ReplicaAges.Seen with(Map<String, String> status) {
        String sign = received + " " + status.get("master_log_file") + " " + status.get("read_master_log_pos");
        String lag = ReplicaCollector.isConnected(status) ? status.getOrDefault(ReplicaCollector.LAG, "") : "";
        return new ReplicaAges.Seen(StatusText.number(lag), sign, period);
    }
}
