package io.sonde.exporter.mysql;

import io.sonde.core.metric.MysqlMetrics;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What the server's threads are doing, by command and state, user and client. */
final class ProcesslistCollector implements Collector {

    /** Different users or clients; the others are counted as {@code other}. */
    private static final int MAX_NAMES = 200;

    private static final String OTHER = "other";

    private static final String QUERY = """
            SELECT COMMAND, STATE, USER, SUBSTRING_INDEX(HOST, ':', 1), COUNT(*), SUM(TIME)
            FROM %s
            GROUP BY COMMAND, STATE, USER, SUBSTRING_INDEX(HOST, ':', 1)
            """;

    private record Doing(String command, String state) {}

    private final TargetLabels labels;

    ProcesslistCollector(TargetLabels labels) {
        this.labels = labels;
    }

    @Override
    public String name() {
        return "info_schema.processlist";
    }

    @Override
    public void collect(Session session, Samples found) throws SQLException {
        SessionList.requireAll(session);
        String query = QUERY.formatted(SessionList.table(session));
        Map<Doing, double[]> doings = new HashMap<>();
        Map<String, Double> users = new HashMap<>();
        Map<String, Double> hosts = new HashMap<>();
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                double threads = row.getDouble(5);
                double[] sums = doings.computeIfAbsent(
                        new Doing(plain(row.getString(1)), plain(row.getString(2))), doing -> new double[2]);
                sums[0] += threads;
                // A connection that is being made has a negative time.
                sums[1] += Math.max(0, row.getDouble(6));
                count(users, row.getString(3), threads);
                count(hosts, row.getString(4), threads);
            }
        }
        doings.forEach((doing, sums) -> {
            var named = labels.with("command", doing.command(), "state", doing.state());
            found.add(MysqlMetrics.PROCESSLIST_THREADS, named, sums[0]);
            found.add(MysqlMetrics.PROCESSLIST_SECONDS, named, sums[1]);
        });
        users.forEach(
                (user, threads) -> found.add(MysqlMetrics.PROCESSES_BY_USER, labels.with("mysql_user", user), threads));
        hosts.forEach((host, threads) ->
                found.add(MysqlMetrics.PROCESSES_BY_HOST, labels.with("client_host", host), threads));
    }

    private static void count(Map<String, Double> counts, String name, double threads) {
        String known = name == null || name.isEmpty() ? "unknown" : name;
        counts.merge(counts.size() < MAX_NAMES || counts.containsKey(known) ? known : OTHER, threads, Double::sum);
    }

    /** As mysqld_exporter writes commands and states. */
    private static String plain(String text) {
        if (text == null || text.isEmpty()) {
            return "unknown";
        }
        return text.toLowerCase(Locale.ROOT).replaceAll("[;,:.()]", "").replaceAll("[ -]", "_");
    }
}
