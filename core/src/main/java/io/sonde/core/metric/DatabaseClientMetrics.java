package io.sonde.core.metric;

import static io.sonde.core.metric.Labels.DB_OPERATION_NAME;
import static io.sonde.core.metric.Labels.DB_QUERY_SUMMARY;
import static io.sonde.core.metric.Labels.DB_QUERY_TEXT;
import static io.sonde.core.metric.Labels.DB_SYSTEM_NAME;
import static io.sonde.core.metric.Labels.ERROR_TYPE;
import static io.sonde.core.metric.Labels.QUERY_ID;
import static io.sonde.core.metric.Labels.SQLSTATE;
import static io.sonde.core.metric.Labels.SQLSTATE_CLASS;
import static io.sonde.core.metric.Labels.VENDOR_CODE;

import java.util.List;

/** What the agent measures at an application's JDBC driver. */
public final class DatabaseClientMetrics {

    public static final MetricSpec OPERATION_DURATION = new MetricSpec(
            "db_client_operation_duration_seconds",
            MetricType.HISTOGRAM,
            "seconds",
            "Duration of an execution as the application waits for it, by query. An empty error_type is success.",
            Labels.databaseAnd(DB_OPERATION_NAME, DB_QUERY_SUMMARY, QUERY_ID, ERROR_TYPE),
            Convention.OPENTELEMETRY,
            Stability.STABLE,
            "db.client.operation.duration");

    public static final MetricSpec QUERY_ERRORS = new MetricSpec(
            "sonde_query_errors_total",
            MetricType.COUNTER,
            "",
            "Executions that ended with an exception, by query, exception class and SQLSTATE class.",
            Labels.databaseAnd(QUERY_ID, DB_QUERY_SUMMARY, ERROR_TYPE, SQLSTATE_CLASS),
            Convention.SONDE,
            Stability.STABLE);

    public static final MetricSpec EXECUTION_ERRORS = new MetricSpec(
            "sonde_execution_errors_total",
            MetricType.COUNTER,
            "",
            "Executions that ended with an exception, by SQLSTATE and the vendor's code; 64 pairs for each server, and other.",
            Labels.databaseAnd(SQLSTATE, VENDOR_CODE),
            Convention.SONDE,
            Stability.STABLE);

    public static final MetricSpec BATCH_ELEMENTS = new MetricSpec(
            "sonde_batch_elements_total",
            MetricType.COUNTER,
            "",
            "Statements sent as elements of a batch. The batch itself is one execution.",
            Labels.databaseAnd(QUERY_ID, DB_QUERY_SUMMARY),
            Convention.SONDE,
            Stability.STABLE);

    public static final MetricSpec QUERY_INFO = new MetricSpec(
            "sonde_query_info",
            MetricType.INFO,
            "",
            "The redacted text and the summary of a published query.",
            List.of(DB_SYSTEM_NAME, QUERY_ID, DB_QUERY_SUMMARY, DB_QUERY_TEXT),
            Convention.SONDE,
            Stability.STABLE);

    public static final MetricSpec EXECUTIONS_IN_FLIGHT = gauge(
            "sonde_executions_in_flight",
            "",
            "Executions that the application waits for now. One whose database is not known yet counts once it is a second old.",
            Labels.DATABASE);

    public static final MetricSpec EXECUTION_OLDEST_AGE = gauge(
            "sonde_execution_oldest_age_seconds",
            "seconds",
            "For how long the oldest of the executions in flight has been running; 0 when there is none.",
            Labels.DATABASE);

    public static final MetricSpec EXECUTION_LONG_AGE = gauge(
            "sonde_execution_long_age_seconds",
            "seconds",
            "Age of the oldest running execution of a query, when it is above the setting executions.long; the 20 oldest queries, and other.",
            Labels.databaseAnd(QUERY_ID, DB_QUERY_SUMMARY));

    private DatabaseClientMetrics() {}

    static List<MetricSpec> all() {
        return List.of(
                OPERATION_DURATION,
                QUERY_ERRORS,
                EXECUTION_ERRORS,
                BATCH_ELEMENTS,
                QUERY_INFO,
                EXECUTIONS_IN_FLIGHT,
                EXECUTION_OLDEST_AGE,
                EXECUTION_LONG_AGE);
    }

    private static MetricSpec gauge(String name, String unit, String help, List<String> labels) {
        return new MetricSpec(name, MetricType.GAUGE, unit, help, labels, Convention.SONDE, Stability.EXPERIMENTAL);
    }
}
