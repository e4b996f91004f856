package io.sonde.dashboards;

import static io.sonde.dashboards.QueryExpressions.ALL_OF_IT_ALWAYS;
import static io.sonde.dashboards.QueryExpressions.APPLICATION;
import static io.sonde.dashboards.QueryExpressions.DURATION;
import static io.sonde.dashboards.QueryExpressions.NOW;
import static io.sonde.dashboards.QueryExpressions.YESTERDAY;
import static io.sonde.dashboards.QueryExpressions.errorShare;
import static io.sonde.dashboards.QueryExpressions.mean;
import static io.sonde.dashboards.QueryExpressions.p99;
import static io.sonde.dashboards.QueryExpressions.rate;
import static io.sonde.dashboards.QueryExpressions.tenHighest;
import static io.sonde.dashboards.QueryExpressions.topTen;
import static io.sonde.dashboards.grafana.Target.range;

import io.sonde.dashboards.grafana.Annotation;
import io.sonde.dashboards.grafana.Dashboard;
import io.sonde.dashboards.grafana.Panel;
import io.sonde.dashboards.grafana.Row;
import io.sonde.dashboards.grafana.Target;
import io.sonde.dashboards.grafana.Unit;
import io.sonde.dashboards.grafana.Variable;
import io.sonde.dashboards.grafana.Visual;
import java.util.List;

/** "Query performance": which queries run, how often, how long, for whom, and what the database says about the same ones. */
final class QueryPerformance {
    static final String UID = "sonde-query-performance";

    private QueryPerformance() {}

    static Dashboard dashboard() {
        return new Dashboard(
                UID,
                "Sonde / Query performance",
                "Every query as the application measures it, beside what the database's own statistics say about the same"
                        + " query_id.",
                List.of(alerts(), QueryPlans.changes()),
                variables(),
                List.of(
                        overview(),
                        whereTheTimeGoes(),
                        QueryTable.row(),
                        QueryOnBothSides.comparison(),
                        QueryOnBothSides.server(),
                        againstYesterday()));
    }

    private static Annotation alerts() {
        return new Annotation(
                "Alerts",
                "red",
                "ALERTS{alertname=~\"TargetDown|Query.*\", alertstate=\"firing\", cluster=~\"$cluster\"}",
                "{{alertname}}",
                "{{severity}} {{job}} {{db_namespace}}");
    }

    private static List<Variable> variables() {
        String series = DURATION + "_count{cluster=~\"$cluster\", query_id!=\"\"}";
        String seriesOfJob = DURATION + "_count{cluster=~\"$cluster\", job=~\"$job\", query_id!=\"\"}";
        return List.of(
                Variable.datasource(),
                Variable.optionalValues(
                        "cluster",
                        "Cluster",
                        "The label cluster, where Prometheus sets one.",
                        "label_values(" + DURATION + "_count, cluster)"),
                Variable.values(
                        "job", "Service", "The scrape job of the application.", "label_values(" + series + ", job)"),
                Variable.values(
                        "instance",
                        "Instance",
                        "One process of the service.",
                        "label_values(" + seriesOfJob + ", instance)"),
                Variable.optionalValues(
                        "database",
                        "Database",
                        "The database's name, db_namespace, on both sides.",
                        "label_values(" + seriesOfJob + ", db_namespace)"),
                Variable.labelled(
                        "query",
                        "Query",
                        "Queries by their summary and id.",
                        "query_result(label_join(max by (query_id, db_query_summary)"
                                + " (sonde_query_info{cluster=~\"$cluster\", job=~\"$job\"}),"
                                + " \"label\", \" · \", \"db_query_summary\", \"query_id\"))",
                        "/label=\"(?<text>[^\"]*)\".*query_id=\"(?<value>[^\"]+)\"/"));
    }

    private static Row overview() {
        return Row.of(
                100,
                "As the application sees it",
                Panel.lines(
                                1,
                                "Executions",
                                Unit.PER_SECOND,
                                "Executions per second by service, failed ones included. A batch counts as one.",
                                range("A", rate("job", DURATION + "_count", APPLICATION, NOW), "{{job}}"))
                        .sized(6, 8),
                Panel.lines(
                                2,
                                "Share of errors",
                                Unit.SHARE,
                                "Executions that ended with an exception, as a share of all. The panel \"Errors by type\""
                                        + " says which exceptions.",
                                range("A", errorShare("job", NOW), "{{job}}"))
                        .sized(6, 8),
                Panel.lines(
                                3,
                                "Average",
                                Unit.SECONDS,
                                "Mean duration of an execution, from the call of the driver to its return; rows fetched later"
                                        + " are not in it.",
                                range("A", mean("job", APPLICATION, NOW), "{{job}}"))
                        .sized(6, 8),
                Panel.lines(
                                4,
                                "p99",
                                Unit.SECONDS,
                                "One in a hundred executions takes longer than this. Exact at the edges of the histogram's"
                                        + " buckets, interpolated between them.",
                                range("A", p99("job", NOW), "{{job}}"))
                        .sized(6, 8));
    }

    private static Row whereTheTimeGoes() {
        String byQuery = rate("query_id, db_query_summary", DURATION + "_sum", APPLICATION, NOW);
        String byQueryOverAll = rate("query_id", DURATION + "_sum", APPLICATION, ALL_OF_IT_ALWAYS);
        String rest = "sum(\n" + byQuery + "\nunless on (query_id)\n" + topTen(byQueryOverAll) + "\n)";
        return Row.of(
                101,
                "Where the time goes",
                Panel.lines(
                                5,
                                "Latency",
                                Unit.COUNT,
                                "How many executions took how long. Two bands are two kinds of execution: look for them in the"
                                        + " table below.",
                                new Target(
                                        "A",
                                        "sum by (le) (increase(" + DURATION + "_bucket{" + APPLICATION + "}" + NOW
                                                + "))",
                                        "{{le}}",
                                        Target.Form.BUCKETS))
                        .as(new Visual.Heatmap())
                        .sized(12, 10),
                Panel.lines(
                                6,
                                "Share of all time",
                                Unit.AT_ONCE,
                                "The ten queries that took most of the time in the chosen range, and the rest: where to look"
                                        + " first when the database is busy. Values are seconds per second: how many"
                                        + " executions were under way on average.",
                                range("A", tenHighest(byQuery, byQueryOverAll), "{{db_query_summary}} · {{query_id}}"),
                                range("B", rest, "the rest"))
                        .as(new Visual.Lines(Visual.Stacking.PERCENT))
                        .sized(12, 10),
                Panel.lines(
                                7,
                                "Errors by type",
                                Unit.PER_SECOND,
                                "Failed executions per second by exception and class of SQLSTATE (23 is a violated constraint,"
                                        + " 40 a deadlock or a failed serialization, 57 a cancelled statement, 08 a lost"
                                        + " connection). Empty while nothing fails.",
                                range(
                                        "A",
                                        rate(
                                                "error_type, sqlstate_class",
                                                "sonde_query_errors_total",
                                                APPLICATION,
                                                NOW),
                                        "{{error_type}} {{sqlstate_class}}"))
                        .sized(24, 6));
    }

    private static Row againstYesterday() {
        String count = DURATION + "_count";
        return Row.of(
                105,
                "Against yesterday",
                Panel.lines(
                        14,
                        "Executions, and a day before",
                        Unit.PER_SECOND,
                        "Executions per second of everything chosen, and the same a day before.",
                        range("A", rate("", count, APPLICATION, NOW), "now"),
                        range("B", rate("", count, APPLICATION, YESTERDAY), "a day before")),
                Panel.lines(
                        15,
                        "Average, and a day before",
                        Unit.SECONDS,
                        "Mean duration of everything chosen, and the same a day before.",
                        range("A", mean("", APPLICATION, NOW), "now"),
                        range("B", mean("", APPLICATION, YESTERDAY), "a day before")),
                Panel.lines(
                        16,
                        "p99, and a day before",
                        Unit.SECONDS,
                        "The 99th percentile of everything chosen, and the same a day before.",
                        range("A", p99("", NOW), "now"),
                        range("B", p99("", YESTERDAY), "a day before")));
    }
}
