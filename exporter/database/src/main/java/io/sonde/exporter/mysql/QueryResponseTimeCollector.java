package io.sonde.exporter.mysql;

import io.sonde.core.metric.MysqlTableMetrics;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * How long all queries of a MariaDB took, from its plugin {@code QUERY_RESPONSE_TIME}: the one distribution that it has, also without a
 * performance schema.
 */
final class QueryResponseTimeCollector implements Collector {

    static final String SWITCH = "query_response_time_stats";

    static final String REMEDY = "INSTALL SONAME 'query_response_time', then SET GLOBAL query_response_time_stats = ON";

    private final TargetLabels labels;

    QueryResponseTimeCollector(TargetLabels labels) {
        this.labels = labels;
    }

    @Override
    public String name() {
        return "info_schema.query_response_time";
    }

    @Override
    public void collect(Session session, Samples found) throws SQLException {
        List<Double> edges = new ArrayList<>();
        List<Double> cumulative = new ArrayList<>();
        double count = 0;
        double sum = 0;
        try (Statement statement = session.connection().createStatement();
                // The table's name as the server writes it: in lower case some give the same rows for different tables.
                ResultSet row = statement.executeQuery(
                        "SELECT TIME, COUNT, TOTAL FROM information_schema.QUERY_RESPONSE_TIME")) {
            while (row.next()) {
                double edge = StatusText.number(row.getString(1).trim()).orElse(Double.POSITIVE_INFINITY);
                count += row.getDouble(2);
                // The last row is for all that took longer, and has a text for its time and its sum.
                sum += StatusText.number(row.getString(3).trim()).orElse(0);
                cumulative.add(count);
                if (edge != Double.POSITIVE_INFINITY) {
                    edges.add(edge);
                }
            }
        }
        if (cumulative.size() == edges.size() + 1) {
            found.addHistogram(
                    MysqlTableMetrics.QUERY_RESPONSE_TIME, labels.base(), array(edges), array(cumulative), sum);
        }
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
