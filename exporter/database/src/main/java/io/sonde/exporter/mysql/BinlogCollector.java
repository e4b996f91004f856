package io.sonde.exporter.mysql;

import io.sonde.core.metric.MysqlMetrics;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** {@code SHOW BINARY LOGS}: how much is kept of them. */
final class BinlogCollector implements Collector {

    private final TargetLabels labels;

    BinlogCollector(TargetLabels labels) {
        this.labels = labels;
    }

    @Override
    public String name() {
        return "binlog_size";
    }

    @Override
    public void collect(Session session, Samples found) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            if (!isOn(statement)) {
                return;
            }
            double bytes = 0;
            int files = 0;
            String newest = "";
            try (ResultSet row = statement.executeQuery("SHOW BINARY LOGS")) {
                while (row.next()) {
                    newest = row.getString(1);
                    bytes += row.getDouble(2);
                    files++;
                }
            }
            found.add(MysqlMetrics.BINLOG_SIZE, labels.base(), bytes);
            found.add(MysqlMetrics.BINLOG_FILES, labels.base(), files);
            String number = newest.substring(newest.lastIndexOf('.') + 1);
            if (!number.isEmpty() && number.chars().allMatch(c -> c >= '0' && c <= '9')) {
                found.add(MysqlMetrics.BINLOG_FILE_NUMBER, labels.base(), Double.parseDouble(number));
            }
        }
    }

    private static boolean isOn(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT @@log_bin")) {
            return row.next() && row.getBoolean(1);
        }
    }
}
