package io.sonde.dashboards.grafana;

import static io.sonde.dashboards.json.JsonObject.object;

import io.sonde.dashboards.json.JsonObject;
import java.util.List;

/** Panels under a common heading, laid out from left to right and wrapped at the dashboard's width. */
public record Row(int id, String title, List<Panel> panels) {
    static final int COLUMNS = 24;

    public static Row of(int id, String title, Panel... panels) {
        return new Row(id, title, List.of(panels));
    }

    /** Adds the heading and its panels to a dashboard's list, from line {@code top} on; returns the first free line. */
    int layOut(int top, List<JsonObject> into) {
        into.add(object().put("id", id)
                .put("type", "row")
                .put("title", title)
                .put("gridPos", Panel.gridPos(0, top, COLUMNS, 1))
                .put("collapsed", false)
                .put("panels", List.of()));
        int x = 0;
        int y = top + 1;
        int bottom = y;
        for (Panel panel : panels) {
            if (x + panel.width() > COLUMNS) {
                x = 0;
                y = bottom;
            }
            into.add(panel.json(x, y));
            x += panel.width();
            bottom = Math.max(bottom, y + panel.height());
        }
        return bottom;
    }
}
