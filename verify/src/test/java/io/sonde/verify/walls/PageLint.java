package io.sonde.verify.walls;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.core.metric.Catalogue;
import io.sonde.core.metric.Convention;
import io.sonde.verify.servers.Tool;
import java.util.List;
import java.util.Map;

/** What promtool's lint says of a page of metrics, less what cannot be otherwise. */
final class PageLint {
    private static final String COUNT = "non-histogram and non-summary metrics should not have \"_count\" suffix";
    private static final String ABBREVIATED = "metric names should not contain abbreviated units";

    /** Names of other exporters and libraries, kept because dashboards that people have go by them, and what each one earns. */
    private static final Map<String, String> KEPT = Map.of(
            "jvm_compilation_time_ms_total", ABBREVIATED,
            "process_cpu_time_ns_total", ABBREVIATED,
            "system_cpu_count", COUNT,
            "pg_locks_count", COUNT,
            "pg_stat_activity_count", COUNT,
            "pg_settings_tcp_keepalives_count", COUNT,
            // the setting wal_summary_keep_time of PostgreSQL 17
            "pg_settings_wal_summary_keep_time_seconds", "metric name should not include type 'summary'");

    private PageLint() {}

    static List<String> of(String page) throws Exception {
        assertThat(page).contains("# TYPE ");
        Tool.Result result = Tool.named("promtool").run(page, List.of("check", "metrics"));
        return result.output().lines().filter(line -> !isKept(line)).toList();
    }

    private static boolean isKept(String complaint) {
        String name = complaint.split(" ", 2)[0];
        return complaint.equals(name + " " + KEPT.get(name)) && isOfOthers(name);
    }

    /** Only a name that another convention prescribes may be an exception; Sonde's own have to be right. */
    private static boolean isOfOthers(String name) {
        return Catalogue.find(name)
                .map(spec -> spec.convention() != Convention.SONDE)
                .orElse(false);
    }
}
