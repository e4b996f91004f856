package io.sonde.dashboards.grafana;

import static io.sonde.dashboards.json.JsonObject.object;

import io.sonde.dashboards.json.JsonObject;

/**
 * One PromQL query of a panel.
 *
 * @param refId names the query within its panel: {@code A}, {@code B}, …
 * @param legend Grafana's pattern for the name of each series, such as <code>{{job}}</code>
 * @param form what Grafana asks Prometheus for, and what it makes of the answer
 */
public record Target(String refId, String expr, String legend, Form form) {

    /** How a query is asked. */
    public enum Form {
        /** Values over time. */
        RANGE("time_series", false),
        /** Buckets over time; Grafana turns cumulative counts into counts of their own. */
        BUCKETS("heatmap", false),
        /** One value per series, at the end of the time range, as a table. */
        ROWS("table", true);

        private final String format;
        private final boolean instant;

        Form(String format, boolean instant) {
            this.format = format;
            this.instant = instant;
        }
    }

    /** A query over time; text blocks may be indented and end with a line feed. */
    public static Target range(String refId, String expr, String legend) {
        return new Target(refId, expr.strip(), legend, Form.RANGE);
    }

    JsonObject json() {
        return object().put("refId", refId)
                .put("datasource", Datasource.reference())
                .put("editorMode", "code")
                .put("expr", expr)
                .put("format", form.format)
                .put("instant", form.instant)
                .put("range", !form.instant)
                .put("legendFormat", legend);
    }
}
