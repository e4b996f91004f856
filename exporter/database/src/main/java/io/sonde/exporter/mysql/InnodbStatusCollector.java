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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What only the text of {@code SHOW ENGINE INNODB STATUS} says. */
final class InnodbStatusCollector implements Collector {

    private static final Pattern QUERIES = Pattern.compile("(\\d+) queries inside InnoDB, (\\d+) queries in queue");
    private static final Pattern READ_VIEWS = Pattern.compile("(\\d+) read views open inside InnoDB");

    private final TargetLabels labels;

    InnodbStatusCollector(TargetLabels labels) {
        this.labels = labels;
    }

    @Override
    public String name() {
        return "engine_innodb_status";
    }

    @Override
    public void collect(Session session, Samples found) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery("SHOW ENGINE INNODB STATUS")) {
            if (row.next()) {
                String text = row.getString("Status");
                add(QUERIES, text, found, MysqlMetrics.ENGINE_QUERIES_INSIDE, MysqlMetrics.ENGINE_QUERIES_IN_QUEUE);
                add(READ_VIEWS, text, found, MysqlMetrics.ENGINE_READ_VIEWS);
            }
        }
    }

    private void add(Pattern pattern, String text, Samples found, MetricSpec... groups) {
        Matcher matcher = pattern.matcher(text);
        if (matcher.find()) {
            for (int i = 0; i < groups.length; i++) {
                found.add(groups[i], labels.base(), Double.parseDouble(matcher.group(i + 1)));
            }
        }
    }
}
