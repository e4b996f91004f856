package io.sonde.dashboards.grafana;

import static io.sonde.dashboards.json.JsonObject.object;

import io.sonde.dashboards.json.JsonObject;
import java.util.List;

/** A way to another dashboard. */
final class Link {
    private Link() {}

    /** The menu of all dashboards that carry a tag, keeping the time range and the variables. */
    static JsonObject toTag(String tag, String title) {
        return object().put("type", "dashboards")
                .put("title", title)
                .put("tooltip", "")
                .put("tags", List.of(tag))
                .put("asDropdown", true)
                .put("includeVars", true)
                .put("keepTime", true)
                .put("targetBlank", false)
                .put("icon", "external link")
                .put("url", "");
    }

    /** A link that is offered where a value is shown. */
    static JsonObject onValue(String title, String url) {
        return object().put("title", title).put("url", url).put("targetBlank", false);
    }
}
