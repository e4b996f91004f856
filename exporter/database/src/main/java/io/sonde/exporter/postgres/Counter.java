package io.sonde.exporter.postgres;

import io.sonde.core.metric.MetricSpec;
import io.sonde.core.metric.PostgresMetrics;
import io.sonde.core.metric.StatementMetrics;
import java.util.List;

/**
 * What {@code pg_stat_statements} counts for each row.
 *
 * @param column its name in the newest version of the extension
 * @param unit what makes the metric's unit of it, or a number that is quick to send
 */
record Counter(String column, String unit, MetricSpec spec) {

    private static final String SECONDS_OF_MILLIS = " / 1000";

    /** All of them; vectors of counters are in this order. */
    static final List<Counter> ALL = List.of(
            new Counter("calls", "", PostgresMetrics.STATEMENTS_CALLS),
            new Counter("total_exec_time", SECONDS_OF_MILLIS, PostgresMetrics.STATEMENTS_SECONDS),
            new Counter("rows", "", PostgresMetrics.STATEMENTS_ROWS),
            new Counter("shared_blk_read_time", SECONDS_OF_MILLIS, PostgresMetrics.STATEMENTS_BLOCK_READ_SECONDS),
            new Counter("shared_blk_write_time", SECONDS_OF_MILLIS, PostgresMetrics.STATEMENTS_BLOCK_WRITE_SECONDS),
            new Counter("plans", "", StatementMetrics.PLANS),
            new Counter("total_plan_time", SECONDS_OF_MILLIS, StatementMetrics.PLAN_SECONDS),
            new Counter("shared_blks_hit", "", StatementMetrics.SHARED_BLOCKS_HIT),
            new Counter("shared_blks_read", "", StatementMetrics.SHARED_BLOCKS_READ),
            new Counter("shared_blks_dirtied", "", StatementMetrics.SHARED_BLOCKS_DIRTIED),
            new Counter("shared_blks_written", "", StatementMetrics.SHARED_BLOCKS_WRITTEN),
            new Counter("temp_blks_read", "", StatementMetrics.TEMP_BLOCKS_READ),
            new Counter("temp_blks_written", "", StatementMetrics.TEMP_BLOCKS_WRITTEN),
            new Counter("wal_records", "", StatementMetrics.WAL_RECORDS),
            new Counter("wal_bytes", "::float8", StatementMetrics.WAL_BYTES));

    /** Where the total time is in a vector of counters. */
    static final int SECONDS = 1;

    /*
     * Most statements write nothing, wait for no block and are planned by nobody who counts: most counters are 0. As NULL a zero costs neither
     * the server nor the driver a value, and the driver reads it as 0 again: a fifth less of the server's CPU for 5 000 statements that have
     * only read.
     */

    /** The expression that reads it with this version of the extension; NULL for 0. */
    String expression(ExtensionVersion version) {
        // Before 1.11 the times of local blocks were in the same columns.
        String name =
                version.atLeast(1, 11) ? column : column.replaceFirst("^shared_blk_(read|write)_time", "blk_$1_time");
        return "nullif(s." + name + ", 0)" + unit;
    }
}
