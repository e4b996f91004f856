package io.sonde.dashboards.grafana;

import static io.sonde.dashboards.json.JsonObject.object;

import io.sonde.dashboards.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * A dashboard.
 *
 * @param uid its address, {@code /d/<uid>}, and the name of its file; kept for ever
 * @param annotations what is marked on all its panels
 */
public record Dashboard(
        String uid,
        String title,
        String description,
        List<Annotation> annotations,
        List<Variable> variables,
        List<Row> rows) {
    /** Carried by all of Sonde's dashboards, and what the menu of links goes by. */
    public static final String TAG = "sonde";

    private static final int SCHEMA_VERSION = 39;

    public String fileName() {
        return uid + ".json";
    }

    public JsonObject json() {
        List<JsonObject> panels = new ArrayList<>();
        int y = 0;
        for (Row row : rows) {
            y = row.layOut(y, panels);
        }
        return object().put("uid", uid)
                .put("title", title)
                .put("description", description)
                .put("tags", List.of(TAG))
                .put("schemaVersion", SCHEMA_VERSION)
                .put("editable", true)
                // 1: the crosshair is shown on all panels at once
                .put("graphTooltip", 1)
                .put("refresh", "30s")
                .put("time", object().put("from", "now-1h").put("to", "now"))
                .put("timepicker", object())
                .put("timezone", "")
                .put("links", List.of(Link.toTag(TAG, "Sonde")))
                .put(
                        "annotations",
                        object().put(
                                        "list",
                                        annotations.stream()
                                                .map(Annotation::json)
                                                .toList()))
                .put(
                        "templating",
                        object().put(
                                        "list",
                                        variables.stream().map(Variable::json).toList()))
                .put("panels", panels);
    }
}
