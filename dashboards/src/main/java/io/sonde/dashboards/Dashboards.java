package io.sonde.dashboards;

import io.sonde.dashboards.grafana.Dashboard;
import java.util.List;

/** All dashboards, in the order of their list. */
public final class Dashboards {
    /** Where the committed files stand, seen from the root of the repository. */
    public static final String DIRECTORY = "dashboards/grafana";

    private Dashboards() {}

    public static List<Dashboard> all() {
        return List.of(QueryPerformance.dashboard());
    }
}
