package io.sonde.core.metric;

import static io.sonde.core.metric.MetricType.COUNTER;
import static io.sonde.core.metric.MetricType.GAUGE;

import java.util.ArrayList;
import java.util.List;

/** What {@code pg_stat_statements} counts beyond what postgres_exporter publishes. */
public final class StatementMetrics {

    public static final MetricSpec PLANS =
            statement("sonde_statement_plans_total", "", "Times the query was planned; 0 unless track_planning is on.");
    public static final MetricSpec PLAN_SECONDS = statement(
            "sonde_statement_plan_seconds_total", "seconds", "Time spent planning; 0 unless track_planning is on.");
    public static final MetricSpec SHARED_BLOCKS_HIT =
            statement("sonde_statement_shared_blocks_hit_total", "", "Blocks found in shared buffers.");
    public static final MetricSpec SHARED_BLOCKS_READ =
            statement("sonde_statement_shared_blocks_read_total", "", "Blocks read from disk or the system's cache.");
    public static final MetricSpec SHARED_BLOCKS_DIRTIED = statement(
            "sonde_statement_shared_blocks_dirtied_total", "", "Blocks changed for the first time since written.");
    public static final MetricSpec SHARED_BLOCKS_WRITTEN = statement(
            "sonde_statement_shared_blocks_written_total", "", "Blocks that the query itself had to write out.");
    public static final MetricSpec TEMP_BLOCKS_READ =
            statement("sonde_statement_temp_blocks_read_total", "", "Blocks read from temporary files.");
    public static final MetricSpec TEMP_BLOCKS_WRITTEN =
            statement("sonde_statement_temp_blocks_written_total", "", "Blocks written to temporary files.");
    public static final MetricSpec WAL_RECORDS =
            statement("sonde_statement_wal_records_total", "", "Records written to the write-ahead log.");
    public static final MetricSpec WAL_BYTES =
            statement("sonde_statement_wal_bytes_total", "bytes", "Bytes written to the write-ahead log.");

    public static final MetricSpec ROWS_SKIPPED = new MetricSpec(
            "sonde_statement_rows_skipped",
            GAUGE,
            "",
            "Rows of pg_stat_statements that are not counted, because their text cannot be read, by reason.",
            List.of(Labels.TARGET, Labels.DB_SYSTEM_NAME, Labels.SERVER_ADDRESS, Labels.SERVER_PORT, "reason"),
            Convention.SONDE,
            Stability.EXPERIMENTAL);

    public static final MetricSpec UNPUBLISHED = new MetricSpec(
            "sonde_statement_unpublished",
            GAUGE,
            "",
            "Queries that are in query_id=\"other\" because others take more time.",
            List.of(Labels.TARGET, Labels.DB_SYSTEM_NAME, Labels.SERVER_ADDRESS, Labels.SERVER_PORT),
            Convention.SONDE,
            Stability.EXPERIMENTAL);

    public static final MetricSpec PLAN_INFO = ViewSpecs.of("sonde_query_plan", "datname", Labels.QUERY_ID, "plan_id")
            .info("", "The plan of a slow query: the id of its shape, without costs; see /sonde/plans.")
            .one();
    public static final MetricSpec PLAN_CHANGES = ViewSpecs.of("sonde_query_plan_", "datname", Labels.QUERY_ID)
            .total("changes", "How often the shape of a slow query's plan changed since the exporter was started.")
            .one();

    private StatementMetrics() {}

    static List<MetricSpec> all() {
        return List.of(
                PLANS,
                PLAN_SECONDS,
                SHARED_BLOCKS_HIT,
                SHARED_BLOCKS_READ,
                SHARED_BLOCKS_DIRTIED,
                SHARED_BLOCKS_WRITTEN,
                TEMP_BLOCKS_READ,
                TEMP_BLOCKS_WRITTEN,
                WAL_RECORDS,
                WAL_BYTES,
                ROWS_SKIPPED,
                UNPUBLISHED,
                PLAN_INFO,
                PLAN_CHANGES);
    }

    private static MetricSpec statement(String name, String unit, String help) {
        List<String> labels = new ArrayList<>(List.of(Labels.TARGET));
        labels.addAll(Labels.databaseAnd("user", "datname", "queryid", Labels.QUERY_ID));
        return new MetricSpec(name, COUNTER, unit, help, labels, Convention.SONDE, Stability.EXPERIMENTAL);
    }
}
