package io.sonde.dashboards.grafana;

import static io.sonde.dashboards.json.JsonObject.object;

import io.sonde.dashboards.json.JsonObject;

/**
 * Moments that are marked on all panels of a dashboard, to be switched on and off at its top.
 *
 * @param expr PromQL; marked is every step at which it is above zero, and steps beside one another are marked as one
 * @param title Grafana's pattern for what a mark says first, such as <code>{{alertname}}</code>
 * @param text the pattern for what it says below that
 */
public record Annotation(String name, String color, String expr, String title, String text) {
    /*
     * The shortest step. On a wide range Grafana takes longer ones, and $__interval is the step that it takes. Not so
     * $__rate_interval, which in annotations does not grow with the step: what happens between two windows would not be marked.
     */
    private static final String SHORTEST_STEP = "60s";

    JsonObject json() {
        return object().put("name", name)
                .put("datasource", Datasource.reference())
                .put("enable", true)
                .put("hide", false)
                .put("iconColor", color)
                .put("expr", expr)
                .put("step", SHORTEST_STEP)
                .put("titleFormat", title)
                .put("textFormat", text);
    }
}
