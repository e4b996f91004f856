package io.sonde.dashboards;

import static io.sonde.dashboards.QueryExpressions.ALL_OF_IT;
import static io.sonde.dashboards.QueryExpressions.APPLICATION;
import static io.sonde.dashboards.QueryExpressions.DURATION;
import static io.sonde.dashboards.QueryExpressions.errors;
import static io.sonde.dashboards.QueryExpressions.gap;
import static io.sonde.dashboards.QueryExpressions.mean;
import static io.sonde.dashboards.QueryExpressions.p99;
import static io.sonde.dashboards.QueryExpressions.rate;
import static io.sonde.dashboards.QueryExpressions.rowsPerCall;
import static io.sonde.dashboards.QueryExpressions.serverMean;

import io.sonde.dashboards.grafana.Columns;
import io.sonde.dashboards.grafana.Panel;
import io.sonde.dashboards.grafana.Row;
import io.sonde.dashboards.grafana.Unit;
import java.util.List;

/** The table of all queries of "Query performance": one row per query, both sides in it. */
final class QueryTable {
    private QueryTable() {}

    static Row row() {
        return Row.of(
                102,
                "Queries",
                Panel.table(
                        8,
                        "Queries by share of time",
                        "Averages over the chosen time range. \"Server mean\" is the database's own mean of the same query;"
                                + " \"Gap\" is what the application waits beyond that: the network, the driver, a proxy, the"
                                + " first rows. The row \"other\" stands for all queries that are not published one by one.",
                        columns()));
    }

    private static Columns columns() {
        return new Columns(
                "query_id",
                "Query id",
                "/d/" + QueryPerformance.UID + "?${__url_time_range}&${datasource:queryparam}&${cluster:queryparam}"
                        + "&${job:queryparam}&${database:queryparam}&var-query=${__value.raw}",
                texts(),
                List.of(
                        new Columns.Text("db_query_text", "Text", 0),
                        new Columns.Text("db_query_summary", "Summary", 190),
                        new Columns.Text("operation", "Operation", 95)),
                List.of(
                        new Columns.Value("Calls/s", Unit.PER_SECOND, calls() + " > 0"),
                        new Columns.Value("Average", Unit.SECONDS, called(mean("query_id", APPLICATION, ALL_OF_IT))),
                        new Columns.Value("p99", Unit.SECONDS, called(p99("query_id", ALL_OF_IT))),
                        new Columns.Value("Share of time", Unit.SHARE, called(shareOfTime())),
                        new Columns.Value("Errors/s", Unit.PER_SECOND, called(errors("query_id", ALL_OF_IT))),
                        new Columns.Value("Server mean", Unit.SECONDS, called(serverMean(ALL_OF_IT))),
                        new Columns.Value("Gap", Unit.SECONDS, called(gap(ALL_OF_IT))),
                        new Columns.Value("Rows per call", Unit.COUNT, called(rowsPerCall(ALL_OF_IT)))),
                "Share of time");
    }

    /*
     * Every process publishes the text of its queries, so it is there many times: max by leaves one. The operation is the
     * first word of the summary by OpenTelemetry's conventions; sonde_query_info has no label of its own for it.
     */
    private static String texts() {
        return """
                label_replace(
                  max by (query_id, db_query_summary, db_query_text) (
                    sonde_query_info{cluster=~"$cluster", job=~"$job", instance=~"$instance", query_id=~"$query"}
                  ),
                  "operation", "$1", "db_query_summary", "([A-Za-z]+).*"
                )
                and on (query_id)
                (%s > 0)""".formatted(calls());
    }

    /** Without the queries that the application did not send in that time: each of them would be a row with gaps. */
    private static String called(String expr) {
        return "(\n%s\n)\nand on (query_id)\n(%s > 0)".formatted(expr, calls());
    }

    private static String calls() {
        return rate("query_id", DURATION + "_count", APPLICATION, ALL_OF_IT);
    }

    private static String shareOfTime() {
        return "%s\n/ on () group_left ()\n(%s > 0)"
                .formatted(
                        rate("query_id", DURATION + "_sum", APPLICATION, ALL_OF_IT),
                        rate("", DURATION + "_sum", APPLICATION, ALL_OF_IT));
    }
}
