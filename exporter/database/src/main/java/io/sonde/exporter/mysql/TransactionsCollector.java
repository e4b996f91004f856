package io.sonde.exporter.mysql;

import io.sonde.core.metric.MysqlServerMetrics;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Open InnoDB transactions: how many, the oldest, and those whose session is idle. Ages are by the server's clock. */
final class TransactionsCollector implements Collector {

    private static final String QUERY = """
            SELECT COUNT(*), SUM(t.trx_state = 'LOCK WAIT'), SUM(p.COMMAND = 'Sleep'),
                   MAX(TIMESTAMPDIFF(SECOND, t.trx_started, NOW())),
                   MAX(IF(p.COMMAND = 'Sleep', p.TIME, 0))
            FROM information_schema.INNODB_TRX t
            LEFT JOIN %s p ON p.ID = t.trx_mysql_thread_id
            WHERE t.trx_mysql_thread_id <> CONNECTION_ID()
            """;

    private final TargetLabels labels;

    TransactionsCollector(TargetLabels labels) {
        this.labels = labels;
    }

    @Override
    public String name() {
        return "transactions";
    }

    @Override
    public void collect(Session session, Samples found) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(QUERY.formatted(SessionList.table(session)))) {
            if (row.next()) {
                double all = row.getDouble(1);
                double waiting = row.getDouble(2);
                double idle = row.getDouble(3);
                found.add(MysqlServerMetrics.TRANSACTIONS, labels.with("state", "lock_wait"), waiting);
                found.add(MysqlServerMetrics.TRANSACTIONS, labels.with("state", "idle"), idle);
                found.add(MysqlServerMetrics.TRANSACTIONS, labels.with("state", "running"), all - waiting - idle);
                found.add(MysqlServerMetrics.TRANSACTION_OLDEST, labels.base(), Math.max(0, row.getDouble(4)));
                found.add(MysqlServerMetrics.TRANSACTION_IDLE_OLDEST, labels.base(), Math.max(0, row.getDouble(5)));
            }
        }
    }
}
