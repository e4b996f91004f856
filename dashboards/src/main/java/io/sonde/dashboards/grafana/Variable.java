package io.sonde.dashboards.grafana;

import static io.sonde.dashboards.json.JsonObject.object;

import io.sonde.dashboards.json.JsonObject;
import java.util.List;

/** A choice at the top of a dashboard. */
public sealed interface Variable {
    String name();

    JsonObject json();

    /** Which Prometheus to ask. Every dashboard has it, first. */
    record ChosenDatasource() implements Variable {
        @Override
        public String name() {
            return Datasource.VARIABLE;
        }

        @Override
        public JsonObject json() {
            return object().put("name", name())
                    .put("label", "Data source")
                    .put("description", "The Prometheus that scrapes the agents and the exporter.")
                    .put("type", "datasource")
                    .put("query", "prometheus")
                    .put("regex", "")
                    .put("current", object())
                    .put("options", List.of())
                    .put("multi", false)
                    .put("includeAll", false)
                    .put("refresh", 1)
                    .put("hide", 0)
                    .put("skipUrlSync", false);
        }
    }

    /**
     * Values that Prometheus knows, any number of them to be chosen.
     *
     * @param query a query in the form of Grafana's variables, such as {@code label_values(metric, label)}
     * @param regex takes text and value out of what the query returns; empty for the values as they are
     * @param all the regular expression that stands for "All"
     */
    record Values(String name, String label, String description, String query, String regex, String all)
            implements Variable {
        /*
         * "All" is a regular expression of its own: the list of all values makes a query too long for the server, and an
         * empty list makes it a broken one. It is ".+" for labels that every series has, and ".*" for labels that a site
         * may do without, because a label that is not there equals the empty text, which ".+" does not match.
         */
        static final String PRESENT = ".+";
        static final String PRESENT_OR_NOT = ".*";

        @Override
        public JsonObject json() {
            return object().put("name", name)
                    .put("label", label)
                    .put("description", description)
                    .put("type", "query")
                    .put("datasource", Datasource.reference())
                    .put("definition", query)
                    .put("query", object().put("query", query).put("refId", "variable-" + name))
                    .put("regex", regex)
                    .put(
                            "current",
                            object().put("selected", true)
                                    .put("text", List.of("All"))
                                    .put("value", List.of("$__all")))
                    .put("options", List.of())
                    .put("multi", true)
                    .put("includeAll", true)
                    .put("allValue", all)
                    // 2: whenever the time range changes, so that what vanished an hour ago can still be chosen
                    .put("refresh", 2)
                    .put("sort", 5)
                    .put("hide", 0)
                    .put("skipUrlSync", false);
        }
    }

    static Variable datasource() {
        return new ChosenDatasource();
    }

    /** Values of a label that every series in question has. */
    static Variable values(String name, String label, String description, String query) {
        return new Values(name, label, description, query, "", Values.PRESENT);
    }

    /** Values of a label that may be missing. */
    static Variable optionalValues(String name, String label, String description, String query) {
        return new Values(name, label, description, query, "", Values.PRESENT_OR_NOT);
    }

    /** Values of a label that every series has, shown by another text; the expression has groups "text" and "value". */
    static Variable labelled(String name, String label, String description, String query, String regex) {
        return new Values(name, label, description, query, regex, Values.PRESENT);
    }
}
