package io.sonde.dashboards.grafana;

import static io.sonde.dashboards.json.JsonObject.object;

import io.sonde.dashboards.json.JsonObject;

/** The Prometheus that a dashboard asks: always the one chosen in the variable at its top, never one by name. */
final class Datasource {
    static final String VARIABLE = "datasource";

    private Datasource() {}

    static JsonObject reference() {
        return object().put("type", "prometheus").put("uid", "${" + VARIABLE + "}");
    }
}
