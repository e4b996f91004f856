package io.sonde.exporter.mysql;

import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Who waits for whose row locks in InnoDB. */
final class RowLocksCollector implements Collector {

    /*
     * To list its locks a server must hold them still for a moment. So it is asked only while somebody waits.
     *
     * MySQL lists them in its performance schema. Without that InnoDB tells who waits, and not for whom.
     */

    private static final int MAX_ROWS = 1_000;

    private static final String MYSQL = """
            SELECT TIMESTAMPDIFF(SECOND, w.trx_wait_started, NOW()), l.OBJECT_SCHEMA, l.OBJECT_NAME,
                   w.trx_mysql_thread_id, w.trx_query, b.trx_mysql_thread_id, b.trx_query, p.USER
            FROM performance_schema.data_lock_waits d
            JOIN information_schema.INNODB_TRX w ON w.trx_id = d.REQUESTING_ENGINE_TRANSACTION_ID
            JOIN information_schema.INNODB_TRX b ON b.trx_id = d.BLOCKING_ENGINE_TRANSACTION_ID
            LEFT JOIN performance_schema.data_locks l ON l.ENGINE_LOCK_ID = d.REQUESTING_ENGINE_LOCK_ID
            LEFT JOIN %s p ON p.ID = b.trx_mysql_thread_id
            LIMIT %d
            """;

    private static final String MARIADB = """
            SELECT TIMESTAMPDIFF(SECOND, w.trx_wait_started, NOW()),
                   SUBSTRING_INDEX(REPLACE(l.lock_table, '`', ''), '.', 1), SUBSTRING_INDEX(REPLACE(l.lock_table, '`', ''), '.', -1),
                   w.trx_mysql_thread_id, w.trx_query, b.trx_mysql_thread_id, b.trx_query, p.USER
            FROM information_schema.INNODB_LOCK_WAITS d
            JOIN information_schema.INNODB_TRX w ON w.trx_id = d.requesting_trx_id
            JOIN information_schema.INNODB_TRX b ON b.trx_id = d.blocking_trx_id
            LEFT JOIN information_schema.INNODB_LOCKS l ON l.lock_id = d.requested_lock_id
            LEFT JOIN %s p ON p.ID = b.trx_mysql_thread_id
            LIMIT %d
            """;

    private static final String WAITERS = """
            SELECT TIMESTAMPDIFF(SECOND, trx_wait_started, NOW()), NULL, NULL, trx_mysql_thread_id, trx_query, 0, NULL, NULL
            FROM information_schema.INNODB_TRX
            WHERE trx_state = 'LOCK WAIT'
            LIMIT %2$d
            """;

    private final TargetLabels labels;

    RowLocksCollector(TargetLabels labels) {
        this.labels = labels;
    }

    @Override
    public String name() {
        return "row_locks";
    }

    @Override
    public void collect(Session session, Samples found) throws SQLException {
        List<LockWait> waits = new ArrayList<>();
        try (Statement statement = session.connection().createStatement()) {
            if (somebodyWaits(statement)) {
                String query = query(session).formatted(SessionList.table(session), MAX_ROWS);
                try (ResultSet row = statement.executeQuery(query)) {
                    while (row.next()) {
                        waits.add(LockWait.read(row));
                    }
                }
            }
        }
        LockWait.publish("row", waits, labels, found);
    }

    private static String query(Session session) throws SQLException {
        if (MysqlVersion.of(session).mariaDb()) {
            return MARIADB;
        }
        return PerformanceSchema.isOn(session) ? MYSQL : WAITERS;
    }

    private static boolean somebodyWaits(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_current_waits'")) {
            return row.next() && row.getLong(2) > 0;
        }
    }
}
