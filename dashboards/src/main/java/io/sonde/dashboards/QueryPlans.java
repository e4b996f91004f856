package io.sonde.dashboards;

import static io.sonde.dashboards.QueryExpressions.ALL_OF_IT_ALWAYS;
import static io.sonde.dashboards.QueryExpressions.APPLICATION;
import static io.sonde.dashboards.QueryExpressions.DURATION;
import static io.sonde.dashboards.QueryExpressions.SERVER;
import static io.sonde.dashboards.QueryExpressions.topTen;
import static io.sonde.dashboards.QueryExpressions.withSummary;
import static io.sonde.dashboards.grafana.Target.range;

import io.sonde.dashboards.grafana.Annotation;
import io.sonde.dashboards.grafana.Panel;
import io.sonde.dashboards.grafana.Unit;
import io.sonde.dashboards.grafana.Visual;

/** Which plans the server has for the queries, and when it changed its mind. */
final class QueryPlans {
    private static final String CHANGES = "sonde_query_plan_changes_total{" + SERVER + "}";

    private QueryPlans() {}

    /** Marks the changes of plan of the queries that the chosen applications send. */
    static Annotation changes() {
        return new Annotation(
                "Changes of plan",
                "purple",
                withSummary(changesOfSent()),
                "Plan changed: {{db_query_summary}} · {{query_id}} on {{target}}",
                "{{db_namespace}}. Both plans: /sonde/plans?query_id={{query_id}} on the exporter's own host.");
    }

    /*
     * The difference to the step before, and not increase(): that compares the first and the last sample within a window, so it
     * misses what changes between the last sample of one window and the first of the next, where windows are as long as steps;
     * where they are longer, it marks a change twice. After a restart of the exporter the difference is negative.
     */
    private static String changesOfSent() {
        return """
                max by (target, db_namespace, query_id) (
                  %1$s - %1$s offset $__interval
                ) > 0
                and on (query_id)
                sum by (query_id) (%2$s_count{%3$s})""".formatted(CHANGES, DURATION, APPLICATION);
    }

    static Panel panel() {
        return Panel.lines(
                        17,
                        "Plans",
                        Unit.COUNT,
                        "Which plan was in force when, looked at once a minute: where one bar ends and another of the same"
                                + " query begins, its plan changed. Of all queries, the ten whose plans changed most often in"
                                + " the chosen range. A plan id stands for the plan's shape, without costs; the present plan"
                                + " and the one before are at /sonde/plans of the exporter, on its own host. A gap: the query"
                                + " was not among the 20 slowest of its database. PostgreSQL 16 and newer; the exporter's role"
                                + " must be allowed to read the tables.",
                        range(
                                "A",
                                withSummary(inForce()),
                                "{{db_query_summary}} · {{query_id}} · {{target}} {{db_namespace}} · plan {{plan_id}}"))
                .as(new Visual.Presence())
                .sized(24, 8);
    }

    private static String inForce() {
        return """
                max by (target, db_namespace, query_id, plan_id) (sonde_query_plan_info{%s})
                and on (query_id)
                """.formatted(SERVER) + topTen("max by (query_id) (increase(" + CHANGES + ALL_OF_IT_ALWAYS + "))");
    }
}
