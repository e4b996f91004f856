package io.sonde.exporter.mysql;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.MetricSpec;
import io.sonde.core.metric.MysqlTableMetrics;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code information_schema.INNODB_METRICS}: InnoDB's own counters, as far as they are switched on. They are published without a type,
 * because what is a counter to MySQL may be none to MariaDB.
 */
final class InnodbMetricsCollector implements Collector {

    private static final int MAX_METRICS = 1_000;
    private static final Pattern PAGE_IO = Pattern.compile("buffer_page_(read|written)_(.*)");
    private static final Pattern PAGES = Pattern.compile("buffer_pool_pages_(.*)");

    private static final String QUERY = """
            SELECT NAME, SUBSYSTEM, TYPE, COUNT, COMMENT
            FROM information_schema.INNODB_METRICS
            WHERE %s
            LIMIT %d
            """;

    private final TargetLabels labels;
    private final Map<String, MetricSpec> specs = new HashMap<>();

    InnodbMetricsCollector(TargetLabels labels) {
        this.labels = labels;
    }

    @Override
    public String name() {
        return "info_schema.innodb_metrics";
    }

    @Override
    public void collect(Session session, Samples found) throws SQLException {
        boolean mariaDb = MysqlVersion.of(session).mariaDb();
        String enabled = mariaDb ? "ENABLED = 1" : "STATUS = 'enabled'";
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(QUERY.formatted(enabled, MAX_METRICS))) {
            while (row.next()) {
                add(row.getString(1), row.getString(2), row.getString(3), row.getDouble(4), found);
            }
        }
    }

    private void add(String name, String subsystem, String type, double value, Samples found) {
        Matcher pageIo = PAGE_IO.matcher(name);
        Matcher pages = PAGES.matcher(name);
        if (subsystem.equals("buffer_page_io") && pageIo.matches()) {
            Labels labelled = labels.with("type", pageIo.group(2));
            found.add(spec("buffer_page_" + pageIo.group(1) + "_total"), labelled, value);
        } else if (subsystem.equals("buffer") && pages.matches()) {
            addPages(pages.group(1), value, found);
        } else {
            boolean counter = type.equals("counter") || type.equals("status_counter");
            String full = (subsystem + "_" + name).replaceAll("[^a-zA-Z0-9_]", "_") + (counter ? "_total" : "");
            found.add(spec(full), labels.base(), value);
        }
    }

    private void addPages(String what, double value, Samples found) {
        switch (what) {
            case "total" -> {} // The sum of the states.
            case "dirty" -> found.add(spec("buffer_pool_dirty_pages"), labels.base(), value);
            default -> found.add(spec("buffer_pool_pages"), labels.with("state", what), value);
        }
    }

    private MetricSpec spec(String name) {
        return specs.computeIfAbsent(name, n -> MysqlTableMetrics.innodb(n, "InnoDB's counter " + n + "."));
    }
}
