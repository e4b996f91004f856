package io.sonde.dashboards.grafana;

import static io.sonde.dashboards.json.JsonObject.object;

import io.sonde.dashboards.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a table whose rows are joined by one label. Labels come from one query, every value from a query of its
 * own that leaves only the key.
 *
 * @param key the label that joins
 * @param keyTitle the heading of the key's column
 * @param keyLink where a click on the key leads
 * @param labels the query that has the key and all labels of {@code texts}, once per key
 * @param texts the columns made of labels, in their order
 * @param values the columns made of values, in their order after the texts
 * @param sortBy the heading of the column that is sorted by, from above
 */
public record Columns(
        String key,
        String keyTitle,
        String keyLink,
        String labels,
        List<Text> texts,
        List<Value> values,
        String sortBy) {

    /** A column made of a label; width in pixels, 0 for what is left. */
    public record Text(String label, String title, int width) {}

    /** A column made of the values of a query. */
    public record Value(String title, Unit unit, String expr) {}

    private static final String LABELS_REF = "A";

    List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        targets.add(new Target(LABELS_REF, labels.strip(), "", Target.Form.ROWS));
        for (int i = 0; i < values.size(); i++) {
            targets.add(new Target(refId(i), values.get(i).expr().strip(), "", Target.Form.ROWS));
        }
        return targets;
    }

    private static String refId(int value) {
        return String.valueOf((char) ('B' + value));
    }

    List<JsonObject> overrides() {
        List<JsonObject> overrides = new ArrayList<>();
        overrides.add(override(
                keyTitle,
                property("unit", Unit.TEXT.id()),
                property("custom.width", 150),
                property("links", List.of(Link.onValue("Show this query alone", keyLink)))));
        for (Text text : texts) {
            overrides.add(
                    text.width() == 0
                            ? override(text.title(), property("unit", Unit.TEXT.id()))
                            : override(
                                    text.title(),
                                    property("unit", Unit.TEXT.id()),
                                    property("custom.width", text.width())));
        }
        for (Value value : values) {
            overrides.add(override(
                    value.title(),
                    property("unit", value.unit().id()),
                    property("custom.width", 105),
                    property("decimals", 2)));
        }
        return overrides;
    }

    private static JsonObject override(String title, JsonObject... properties) {
        return object().put("matcher", object().put("id", "byName").put("options", title))
                .put("properties", List.of(properties));
    }

    private static JsonObject property(String id, Object value) {
        return object().put("id", id).put("value", value);
    }

    /*
     * Each answer is a table with the columns Time, the labels and Value. Grafana joins them by the key, numbers the columns
     * of equal names ("Time 1", "Value #B"), and the last step drops, orders and names what is left.
     */
    List<JsonObject> transformations() {
        JsonObject excluded = object().put("Time", true);
        for (int i = 1; i <= values.size() + 1; i++) {
            excluded.put("Time " + i, true);
        }
        excluded.put("Value #" + LABELS_REF, true);
        JsonObject order = object();
        JsonObject names = object();
        int position = 0;
        for (Text text : texts) {
            order.put(text.label(), position++);
            names.put(text.label(), text.title());
        }
        order.put(key, position++);
        names.put(key, keyTitle);
        for (int i = 0; i < values.size(); i++) {
            order.put("Value #" + refId(i), position++);
            names.put("Value #" + refId(i), values.get(i).title());
        }
        return List.of(
                object().put("id", "joinByField")
                        .put("options", object().put("byField", key).put("mode", "outer")),
                object().put("id", "organize")
                        .put(
                                "options",
                                object().put("excludeByName", excluded)
                                        .put("indexByName", order)
                                        .put("renameByName", names)));
    }
}
