package io.sonde.dashboards;

import static io.sonde.dashboards.QueryExpressions.ALL_OF_IT_ALWAYS;
import static io.sonde.dashboards.QueryExpressions.COMPARABLE;
import static io.sonde.dashboards.QueryExpressions.DURATION;
import static io.sonde.dashboards.QueryExpressions.NOW;
import static io.sonde.dashboards.QueryExpressions.SERVER;
import static io.sonde.dashboards.QueryExpressions.gap;
import static io.sonde.dashboards.QueryExpressions.mean;
import static io.sonde.dashboards.QueryExpressions.quotient;
import static io.sonde.dashboards.QueryExpressions.rate;
import static io.sonde.dashboards.QueryExpressions.serverRateOfSent;
import static io.sonde.dashboards.QueryExpressions.tenHighest;
import static io.sonde.dashboards.QueryExpressions.withSummary;
import static io.sonde.dashboards.grafana.Target.range;

import io.sonde.dashboards.grafana.Panel;
import io.sonde.dashboards.grafana.Row;
import io.sonde.dashboards.grafana.Unit;
import io.sonde.dashboards.grafana.Visual;

/** The rows of "Query performance" that show what the database says, alone and beside the application. */
final class QueryOnBothSides {
    private static final String BY_QUERY = "{{db_query_summary}} · {{query_id}}";

    private QueryOnBothSides() {}

    static Row comparison() {
        return Row.of(
                103,
                "Both sides",
                Panel.lines(
                        9,
                        "Calls on both sides",
                        Unit.PER_SECOND,
                        "The same executions counted twice: successful ones outside batches as the application counts them,"
                                + " and as the database does. More on the server's side: other clients send these queries"
                                + " too, or they are sent in batches.",
                        range("A", rate("", DURATION + "_count", COMPARABLE, NOW), "application"),
                        range("B", serverRateOfSent("pg_stat_statements_calls_total"), "server")),
                Panel.lines(
                        10,
                        "Mean on both sides",
                        Unit.SECONDS,
                        "Mean time of the same executions, as the application waits for them and as the database works on"
                                + " them.",
                        range("A", mean("", COMPARABLE, NOW), "application"),
                        range(
                                "B",
                                quotient(
                                        serverRateOfSent("pg_stat_statements_seconds_total"),
                                        serverRateOfSent("pg_stat_statements_calls_total")),
                                "server")),
                Panel.lines(
                        11,
                        "Gap per call",
                        Unit.SECONDS,
                        "What the application waits beyond the server's own time, for the ten queries with the widest gap. A"
                                + " gap that grows for all queries at once is the network or a client short of CPU; for one"
                                + " query alone, its result is large.",
                        range("A", withSummary(tenHighest(gap(NOW), gap(ALL_OF_IT_ALWAYS))), BY_QUERY)));
    }

    static Row server() {
        String seconds = "pg_stat_statements_seconds_total";
        return Row.of(
                104,
                "As the server sees it",
                Panel.lines(
                                12,
                                "Work on the server",
                                Unit.AT_ONCE,
                                "Seconds per second that the database spent on its ten heaviest queries, whoever sent them:"
                                        + " how many back-ends they kept busy on average.",
                                range(
                                        "A",
                                        withSummary(tenHighest(
                                                rate("query_id", seconds, SERVER, NOW),
                                                rate("query_id", seconds, SERVER, ALL_OF_IT_ALWAYS))),
                                        BY_QUERY))
                        .as(new Visual.Lines(Visual.Stacking.NORMAL))
                        .sized(12, 8),
                Panel.lines(
                                13,
                                "Waiting for blocks",
                                Unit.AT_ONCE,
                                "Seconds per second that statements spent reading and writing blocks. Zero where the server"
                                        + " does not measure it (track_io_timing).",
                                range(
                                        "A",
                                        rate("", "pg_stat_statements_block_read_seconds_total", SERVER, NOW),
                                        "reading"),
                                range(
                                        "B",
                                        rate("", "pg_stat_statements_block_write_seconds_total", SERVER, NOW),
                                        "writing"))
                        .sized(12, 8),
                QueryPlans.panel());
    }
}
