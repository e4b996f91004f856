package io.sonde.dashboards.grafana;

import static io.sonde.dashboards.json.JsonObject.object;

import io.sonde.dashboards.json.JsonObject;
import java.util.List;

/**
 * A panel of a dashboard.
 *
 * @param id unique in its dashboard and kept for ever, because links to a panel name it
 * @param description what is shown, where it comes from, and what to make of it
 * @param width of the 24 columns
 * @param height in rows of Grafana's grid
 * @param overrides what single fields show differently
 * @param transformations what Grafana does with the answers before it shows them
 */
public record Panel(
        int id,
        String title,
        String description,
        Visual visual,
        Unit unit,
        int width,
        int height,
        List<Target> targets,
        List<JsonObject> overrides,
        List<JsonObject> transformations) {

    /*
     * The shortest step of a panel. Grafana makes $__rate_interval of the step and of the scrape interval that is configured
     * at the data source, so a step below usual scrape intervals would only draw the same sample several times.
     */
    private static final String SHORTEST_STEP = "30s";

    /** Lines, one query or several, a third of the dashboard wide. */
    public static Panel lines(int id, String title, Unit unit, String description, Target... targets) {
        return new Panel(
                id,
                title,
                description.strip(),
                new Visual.Lines(Visual.Stacking.NONE),
                unit,
                8,
                8,
                List.of(targets),
                List.of(),
                List.of());
    }

    public Panel as(Visual other) {
        return new Panel(id, title, description, other, unit, width, height, targets, overrides, transformations);
    }

    public Panel sized(int newWidth, int newHeight) {
        return new Panel(
                id, title, description, visual, unit, newWidth, newHeight, targets, overrides, transformations);
    }

    /** A table of one row per value of {@code columns.key()}. */
    public static Panel table(int id, String title, String description, Columns columns) {
        return new Panel(
                id,
                title,
                description.strip(),
                new Visual.Table(columns.sortBy()),
                Unit.COUNT,
                24,
                14,
                columns.targets(),
                columns.overrides(),
                columns.transformations());
    }

    JsonObject json(int x, int y) {
        return object().put("id", id)
                .put("type", visual.type())
                .put("title", title)
                .put("description", description)
                .put("datasource", Datasource.reference())
                .put("gridPos", gridPos(x, y, width, height))
                .put("interval", SHORTEST_STEP)
                .put(
                        "fieldConfig",
                        object().put(
                                        "defaults",
                                        object().put("unit", unit.id())
                                                .put("color", object().put("mode", "palette-classic"))
                                                .put("custom", visual.custom()))
                                .put("overrides", overrides))
                .put("options", visual.options())
                .put("targets", targets.stream().map(Target::json).toList())
                .put("transformations", transformations);
    }

    static JsonObject gridPos(int x, int y, int width, int height) {
        return object().put("h", height).put("w", width).put("x", x).put("y", y);
    }
}
