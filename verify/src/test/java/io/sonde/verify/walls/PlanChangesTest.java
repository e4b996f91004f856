package io.sonde.verify.walls;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.lint.CommittedDashboard;
import io.sonde.verify.lint.GrafanaVariables;
import io.sonde.verify.servers.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What "Query performance" shows of a plan that changes at a known minute, and of an exporter that is started again. */
final class PlanChangesTest {
    private static final Path ROOT = Path.of(System.getProperty("sonde.root"));

    /*
     * Two queries, each scraped every 15 seconds. The first one's plan changes between 9m45s and 10m, and its exporter is started
     * again between 19m45s and 20m; the second one's plan changes at the same time as the first one's, but the application does not
     * send it.
     */
    private static final String SERIES = """
            - series: sonde_query_plan_changes_total{target="main", db_namespace="shop", query_id="00000000000000aa"}
              values: 0x39 1x39 0x40
            - series: sonde_query_plan_changes_total{target="main", db_namespace="shop", query_id="00000000000000bb"}
              values: 0x39 1x80
            - series: sonde_query_plan_info{target="main", db_namespace="shop", query_id="00000000000000aa", plan_id="1111111111111111"}
              values: 1x39 stale
            - series: sonde_query_plan_info{target="main", db_namespace="shop", query_id="00000000000000aa", plan_id="2222222222222222"}
              values: _x40 1x80
            - series: sonde_query_info{query_id="00000000000000aa", db_query_summary="SELECT orders", db_query_text="select"}
              values: 1x120
            - series: db_client_operation_duration_seconds_count{query_id="00000000000000aa", db_namespace="shop", job="shop", instance="shop:1"}
              values: 0+1x120
            """;

    @Test
    void aChangeIsMarkedOnceAndARestartNever(@TempDir Path directory) throws Exception {
        CommittedDashboard dashboard = dashboard();
        String expr = dashboard.annotations().stream()
                .filter(annotation -> annotation.get("name").text().equals("Changes of plan"))
                .map(annotation -> annotation.get("expr").text())
                .findFirst()
                .orElseThrow();
        String marked = "{target=\"main\", db_namespace=\"shop\", query_id=\"00000000000000aa\","
                + " db_query_summary=\"SELECT orders\"}";

        assertFound(
                directory,
                allChosen(dashboard, expr),
                at("9m", ""),
                at("10m", sample(marked, 1)),
                at("11m", ""),
                at("15m", ""),
                at("20m", ""),
                at("21m", ""));
    }

    @Test
    void theSamePlanIsInForceBeforeAndAnotherOneAfterTheChange(@TempDir Path directory) throws Exception {
        CommittedDashboard dashboard = dashboard();
        String expr = dashboard.queries().stream()
                .filter(query -> query.panel().equals("Plans"))
                .map(CommittedDashboard.PanelQuery::expr)
                .findFirst()
                .orElseThrow();
        String plan = "{target=\"main\", db_namespace=\"shop\", query_id=\"00000000000000aa\","
                + " db_query_summary=\"SELECT orders\", plan_id=\"%s\"}";

        assertFound(
                directory,
                allChosen(dashboard, expr),
                at("9m", sample(plan.formatted("1111111111111111"), 1)),
                at("11m", sample(plan.formatted("2222222222222222"), 1)));
    }

    private static CommittedDashboard dashboard() {
        return CommittedDashboard.readAll(ROOT).stream()
                .filter(dashboard -> dashboard.uid().equals("sonde-query-performance"))
                .findFirst()
                .orElseThrow();
    }

    private static String allChosen(CommittedDashboard dashboard, String expr) {
        return GrafanaVariables.all(dashboard.json(), "1m", "1h").in(expr);
    }

    private record Expected(String time, String samples) {}

    private static Expected at(String time, String samples) {
        return new Expected(time, samples);
    }

    private static String sample(String labels, int value) {
        return "- labels: '%s'\n  value: %d\n".formatted(labels, value);
    }

    private static void assertFound(Path directory, String expr, Expected... all) throws Exception {
        StringBuilder test = new StringBuilder("evaluation_interval: 15s\ntests:\n- interval: 15s\n  input_series:\n");
        test.append(SERIES.indent(2)).append("  promql_expr_test:\n");
        for (Expected expected : all) {
            test.append("  - expr: |\n").append(expr.indent(6));
            test.append("    eval_time: ").append(expected.time()).append('\n');
            test.append("    exp_samples:\n").append(expected.samples().indent(4));
        }
        Path file = Files.writeString(directory.resolve("plans_test.yml"), test);
        Tool.Result result = Tool.named("promtool").run("", List.of("test", "rules", file.toString()));
        assertThat(result.status()).as("%s%n%s", test, result.output()).isZero();
    }
}
