package io.sonde.dashboards.grafana;

import static io.sonde.dashboards.json.JsonObject.object;

import io.sonde.dashboards.json.JsonObject;
import java.util.List;

/** How a panel shows its values. */
public sealed interface Visual {
    String type();

    JsonObject options();

    /** What the panel's type adds to the display of every field. */
    JsonObject custom();

    /** Lines over time. */
    record Lines(Stacking stacking) implements Visual {
        @Override
        public String type() {
            return "timeseries";
        }

        @Override
        public JsonObject options() {
            return object().put(
                            "legend",
                            object().put("displayMode", "table")
                                    .put("placement", "bottom")
                                    .put("showLegend", true)
                                    .put("calcs", List.of("mean", "max", "lastNotNull")))
                    .put("tooltip", object().put("mode", "multi").put("sort", "desc"));
        }

        @Override
        public JsonObject custom() {
            return object().put("drawStyle", "line")
                    .put("lineInterpolation", "linear")
                    .put("lineWidth", 1)
                    .put("fillOpacity", stacking == Stacking.NONE ? 8 : 60)
                    .put("gradientMode", "none")
                    .put("showPoints", "never")
                    .put("spanNulls", false)
                    .put("axisSoftMin", 0)
                    .put("stacking", object().put("mode", stacking.mode).put("group", "A"));
        }
    }

    /** Whether lines stand on one another. */
    enum Stacking {
        NONE("none"),
        NORMAL("normal"),
        /** Each as its share of all. */
        PERCENT("percent");

        private final String mode;

        Stacking(String mode) {
            this.mode = mode;
        }
    }

    /** Buckets of a histogram over time, from lower to upper edge. */
    record Heatmap() implements Visual {
        @Override
        public String type() {
            return "heatmap";
        }

        @Override
        public JsonObject options() {
            return object().put("calculate", false)
                    .put("cellGap", 1)
                    .put(
                            "color",
                            object().put("mode", "scheme")
                                    .put("scheme", "Oranges")
                                    .put("steps", 64)
                                    .put("exponent", 0.5)
                                    .put("fill", "dark-orange")
                                    .put("reverse", false))
                    .put("filterValues", object().put("le", 1.0E-9))
                    .put("legend", object().put("show", true))
                    .put("rowsFrame", object().put("layout", "auto"))
                    .put("showValue", "never")
                    .put("tooltip", object().put("mode", "single").put("showColorScale", true))
                    .put(
                            "yAxis",
                            object().put("axisPlacement", "left")
                                    .put("reverse", false)
                                    .put("unit", Unit.SECONDS.id()));
        }

        @Override
        public JsonObject custom() {
            return object().put("scaleDistribution", object().put("type", "linear"));
        }
    }

    /** A line of bars per series, each bar as long as the series is there. */
    record Presence() implements Visual {
        @Override
        public String type() {
            return "state-timeline";
        }

        @Override
        public JsonObject options() {
            return object().put("mergeValues", true)
                    .put("showValue", "never")
                    .put("alignValue", "left")
                    .put("rowHeight", 0.8)
                    // each line has its name beside it
                    .put("legend", object().put("showLegend", false))
                    .put("tooltip", object().put("mode", "single").put("sort", "none"));
        }

        @Override
        public JsonObject custom() {
            return object().put("lineWidth", 0).put("fillOpacity", 70).put("spanNulls", false);
        }
    }

    /** Rows and columns; see {@link Columns}. */
    record Table(String sortBy) implements Visual {
        @Override
        public String type() {
            return "table";
        }

        @Override
        public JsonObject options() {
            return object().put("cellHeight", "sm")
                    .put("showHeader", true)
                    .put("footer", object().put("show", false).put("enablePagination", true))
                    .put("sortBy", List.of(object().put("displayName", sortBy).put("desc", true)));
        }

        @Override
        public JsonObject custom() {
            return object().put("align", "auto")
                    .put("cellOptions", object().put("type", "auto"))
                    .put("filterable", true)
                    .put("inspect", true);
        }
    }
}
