package io.sonde.core.metric;

import static io.sonde.core.metric.Labels.DB_COLLECTION_NAME;
import static io.sonde.core.metric.Labels.DB_OPERATION_NAME;

import java.util.List;

/** What the agent measures of the result sets that an application reads, by operation and main table. */
public final class ResultMetrics {

    public static final MetricSpec RETURNED_ROWS = new MetricSpec(
            "db_client_response_returned_rows",
            MetricType.HISTOGRAM,
            "",
            "Rows that the application read of a result set, by operation and main table.",
            Labels.databaseAnd(DB_OPERATION_NAME, DB_COLLECTION_NAME),
            Convention.OPENTELEMETRY,
            Stability.EXPERIMENTAL,
            "db.client.response.returned_rows");

    public static final MetricSpec RESULT_FETCH = new MetricSpec(
            "sonde_result_fetch_seconds",
            MetricType.HISTOGRAM,
            "seconds",
            "Time from asking a result set for its first row to its end, apart from the execution; what the application does between"
                    + " two rows is part of it.",
            Labels.databaseAnd(DB_OPERATION_NAME, DB_COLLECTION_NAME),
            Convention.SONDE,
            Stability.EXPERIMENTAL);

    private ResultMetrics() {}

    static List<MetricSpec> all() {
        return List.of(RETURNED_ROWS, RESULT_FETCH);
    }
}
