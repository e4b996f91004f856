package io.sonde.exporter.mysql;

import io.sonde.core.metric.MetricSpec;
import io.sonde.core.metric.MysqlStatementMetrics;
import java.util.List;

/**
 * What the performance schema counts for each digest.
 *
 * @param since the MySQL that has it first; 0 for all, MariaDB included
 */
record DigestCounter(String column, double scale, int since, MetricSpec spec) {

    /** All of them; vectors of counters are in this order. */
    static final List<DigestCounter> ALL = List.of(
            count("COUNT_STAR", MysqlStatementMetrics.TOTAL),
            time("SUM_TIMER_WAIT", MysqlStatementMetrics.SECONDS),
            time("SUM_LOCK_TIME", MysqlStatementMetrics.LOCK_SECONDS),
            new DigestCounter("SUM_CPU_TIME", Column.PICOSECONDS, 80_028, MysqlStatementMetrics.CPU_SECONDS),
            count("SUM_ERRORS", MysqlStatementMetrics.ERRORS),
            count("SUM_WARNINGS", MysqlStatementMetrics.WARNINGS),
            count("SUM_ROWS_AFFECTED", MysqlStatementMetrics.ROWS_AFFECTED),
            count("SUM_ROWS_SENT", MysqlStatementMetrics.ROWS_SENT),
            count("SUM_ROWS_EXAMINED", MysqlStatementMetrics.ROWS_EXAMINED),
            count("SUM_CREATED_TMP_TABLES", MysqlStatementMetrics.TMP_TABLES),
            count("SUM_CREATED_TMP_DISK_TABLES", MysqlStatementMetrics.TMP_DISK_TABLES),
            count("SUM_SORT_MERGE_PASSES", MysqlStatementMetrics.SORT_MERGE_PASSES),
            count("SUM_SORT_ROWS", MysqlStatementMetrics.SORT_ROWS),
            count("SUM_NO_INDEX_USED", MysqlStatementMetrics.NO_INDEX_USED));

    /** Where the total time is in a vector of counters. */
    static final int SECONDS = 1;

    boolean exists(MysqlVersion version) {
        return since == 0 || version.mysql(since);
    }

    private static DigestCounter count(String column, MetricSpec spec) {
        return new DigestCounter(column, 1, 0, spec);
    }

    private static DigestCounter time(String column, MetricSpec spec) {
        return new DigestCounter(column, Column.PICOSECONDS, 0, spec);
    }
}
