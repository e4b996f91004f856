package io.sonde.dashboards.grafana;

/** Units of values, by the ids that Grafana knows. */
public enum Unit {
    SECONDS("s"),
    /** From 0 to 1, shown in per cent. */
    SHARE("percentunit"),
    PER_SECOND("ops"),
    /** Seconds of work per second of time: how many were at it on average. */
    AT_ONCE("none"),
    COUNT("short"),
    TEXT("string");

    private final String id;

    Unit(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }
}
