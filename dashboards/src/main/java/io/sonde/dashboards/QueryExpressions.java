package io.sonde.dashboards;

/**
 * PromQL about queries, on both sides. The argument {@code window} is everything that follows a selector, such as {@link
 * #NOW}; {@code label} is what is grouped by, or empty for one series in all.
 */
final class QueryExpressions {
    static final String NOW = "[$__rate_interval]";
    static final String YESTERDAY = "[$__rate_interval] offset 1d";
    /** For queries that are asked once, at the end of the chosen time range. */
    static final String ALL_OF_IT = "[$__range]";
    /** The same value at every step: that of the whole range. */
    static final String ALL_OF_IT_ALWAYS = "[$__range] @ end()";

    static final String DURATION = "db_client_operation_duration_seconds";

    /*
     * Everything is filtered on query_id!="", because an OpenTelemetry agent beside Sonde's may export the same metric
     * without that label. The series "other" stays in: it is the traffic of the queries that are not published one by one.
     */
    static final String APPLICATION = "cluster=~\"$cluster\", job=~\"$job\", instance=~\"$instance\","
            + " db_namespace=~\"$database\", query_id=~\"$query\", query_id!=\"\"";

    /*
     * Comparisons of both sides leave out batches, of which a server counts every element, failures, which it does not
     * count, and "other", which stands for different queries on each side.
     */
    static final String COMPARABLE =
            APPLICATION + ", query_id!=\"other\", error_type=\"\", db_operation_name!~\"BATCH.*\"";

    static final String SERVER =
            "cluster=~\"$cluster\", db_namespace=~\"$database\", query_id=~\"$query\", query_id!=\"\"";

    /** The server's, but for "other", which stands for other queries there than at the application. */
    private static final String SERVER_ONE_BY_ONE = SERVER + ", query_id!=\"other\"";

    private QueryExpressions() {}

    /** The sum of rates of a metric. */
    static String rate(String label, String metric, String selector, String window) {
        return "%s(rate(%s{%s}%s))".formatted(sum(label), metric, selector, window);
    }

    /** Seconds per execution, where there are executions. */
    static String mean(String label, String selector, String window) {
        return quotient(
                rate(label, DURATION + "_sum", selector, window), rate(label, DURATION + "_count", selector, window));
    }

    /** Failed executions as a share of all; zero while nothing fails. */
    static String errorShare(String label, String window) {
        return quotient("(" + errors(label, window) + ")", rate(label, DURATION + "_count", APPLICATION, window));
    }

    /** Failed executions per second; zero while nothing fails. */
    static String errors(String label, String window) {
        return rate(label, DURATION + "_count", APPLICATION + ", error_type!=\"\"", window) + "\nor\n0 * "
                + rate(label, DURATION + "_count", APPLICATION, window);
    }

    static String p99(String label, String window) {
        String labels = label.isEmpty() ? "le" : "le, " + label;
        return "histogram_quantile(0.99, %s)".formatted(rate(labels, DURATION + "_bucket", APPLICATION, window));
    }

    /** Seconds per call as the server counts both. */
    static String serverMean(String window) {
        return quotient(
                rate("query_id", "pg_stat_statements_seconds_total", SERVER_ONE_BY_ONE, window),
                rate("query_id", "pg_stat_statements_calls_total", SERVER_ONE_BY_ONE, window));
    }

    /** Rows per call as the server counts both. */
    static String rowsPerCall(String window) {
        return quotient(
                rate("query_id", "pg_stat_statements_rows_total", SERVER_ONE_BY_ONE, window),
                rate("query_id", "pg_stat_statements_calls_total", SERVER_ONE_BY_ONE, window));
    }

    /** Seconds per call that the application waits beyond the server's own time. */
    static String gap(String window) {
        return "(" + mean("query_id", COMPARABLE, window) + ")\n-\n(" + serverMean(window) + ")";
    }

    /** The rates of a counter of the server's, summed over the queries that the chosen applications send. */
    static String serverRateOfSent(String metric) {
        return """
                sum(
                  %s
                  and on (query_id)
                  sum by (query_id) (%s_count{%s})
                )""".formatted(rate("query_id", metric, SERVER_ONE_BY_ONE, NOW), DURATION, COMPARABLE);
    }

    static String quotient(String dividend, String divisor) {
        return dividend + "\n/\n(" + divisor + " > 0)";
    }

    /*
     * topk over time picks anew at every step, so that a panel shows far more than ten series, which come and go. The choice
     * is made once instead, over the whole range and at its end.
     */
    static String tenHighest(String expr, String exprOverAll) {
        return expr + "\nand on (query_id)\n" + topTen(exprOverAll);
    }

    static String topTen(String expr) {
        return "topk(10, " + expr + ")";
    }

    /*
     * Nobody can read a query id, so each series gets its summary, from either side's sonde_query_info: topk leaves one even if
     * two processes should disagree, and what has none ("other") stays as it is.
     */
    static String withSummary(String expr) {
        return """
                (
                %1$s
                )
                * on (query_id) group_left (db_query_summary)
                topk by (query_id) (1, max by (query_id, db_query_summary) (sonde_query_info{cluster=~"$cluster"}))
                or on (query_id)
                (
                %1$s
                )""".formatted(expr);
    }

    private static String sum(String label) {
        return label.isEmpty() ? "sum" : "sum by (" + label + ") ";
    }
}
