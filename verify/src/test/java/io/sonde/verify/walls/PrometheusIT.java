package io.sonde.verify.walls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sonde.demo.Demo;
import io.sonde.demo.DemoOptions;
import io.sonde.verify.json.Json;
import io.sonde.verify.lint.CommittedDashboard;
import io.sonde.verify.lint.CommittedDashboard.PanelQuery;
import io.sonde.verify.lint.GrafanaVariables;
import io.sonde.verify.servers.Prometheus;
import io.sonde.verify.servers.Tool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * The whole way on real input: the demo under load, a real Prometheus that scrapes its agent and its exporter and evaluates the
 * rules. A name that is misspelt returns success and nothing, so everything here asserts that there is something.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
final class PrometheusIT {
    private static final Path ROOT = Path.of(System.getProperty("sonde.root"));
    private static final Duration DATA_WITHIN = Duration.ofSeconds(100);

    /** Panels that are rightly empty while all is well. */
    private static final Map<String, String> RIGHTLY_EMPTY = Map.of(
            "Executions, and a day before, B", "this Prometheus was not there yesterday",
            "Average, and a day before, B", "this Prometheus was not there yesterday",
            "p99, and a day before, B", "this Prometheus was not there yesterday");

    /** Variables that are rightly without a choice. */
    private static final Map<String, String> WITHOUT_CHOICE =
            Map.of("cluster", "the demo's targets have no such label");

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private Demo demo;
    private Prometheus prometheus;

    @BeforeAll
    void scrapeTheDemoUnderLoad() throws Exception {
        Tool.named("prometheus");
        Tool.named("promtool");
        demo = Demo.start(DemoOptions.isolated(ROOT, Path.of("target", "walls")));
        started.push(demo);
        demo.load().start();
        prometheus = Prometheus.start(
                "walls-prometheus",
                WallsConfiguration.of(demo.agentMetrics(), demo.exporterMetrics()),
                WallsConfiguration.rules(ROOT));
        started.push(prometheus);
        awaitData(demo, prometheus);
    }

    /** Until every panel has data; what is still missing in the end is for the tests to say. */
    private static void awaitData(Demo demo, Prometheus prometheus) throws Exception {
        long deadline = System.nanoTime() + DATA_WITHIN.toNanos();
        while (System.nanoTime() < deadline && !panelsWithoutData(prometheus).isEmpty()) {
            assertThat(demo.stopsWithin(Duration.ofSeconds(3))).isFalse();
            demo.checkAlive();
        }
    }

    @AfterAll
    void stop() throws Exception {
        while (!started.isEmpty()) {
            started.pop().close();
        }
    }

    @Test
    void bothSidesAreUp() throws Exception {
        assertThat(prometheus.query("up == 1")).hasSize(2);
        assertThat(prometheus.query("pg_up == 1")).hasSize(1);
    }

    @Test
    void bothSidesMeetUnderTheirQueryIds() throws Exception {
        assertThat(prometheus.query("count(count by (query_id) (pg_stat_statements_calls_total{query_id!=\"\"})"
                        + " and on (query_id) count by (query_id)"
                        + " (db_client_operation_duration_seconds_count{query_id!=\"\"})) > 10"))
                .hasSize(1);
    }

    @Test
    void everyPanelHasData() throws Exception {
        assertThat(panelsWithoutData(prometheus)).isEmpty();
    }

    private static Set<String> panelsWithoutData(Prometheus prometheus) throws Exception {
        Set<String> empty = new TreeSet<>();
        for (CommittedDashboard dashboard : CommittedDashboard.readAll(ROOT)) {
            GrafanaVariables variables = GrafanaVariables.all(dashboard.json(), "20s", "60s");
            for (PanelQuery query : dashboard.queries()) {
                if (!RIGHTLY_EMPTY.containsKey(query.toString())
                        && !hasData(prometheus, query, variables.in(query.expr()))) {
                    empty.add(query.toString());
                }
            }
        }
        return empty;
    }

    private static boolean hasData(Prometheus prometheus, PanelQuery query, String expr) throws Exception {
        List<Json> series = query.instant()
                ? prometheus.query(expr)
                : prometheus.queryRange(expr, Duration.ofSeconds(20), Duration.ofSeconds(5));
        return series.stream()
                .flatMap(
                        one -> query.instant() ? List.of(one.get("value")).stream() : one.get("values").list().stream())
                .anyMatch(sample -> !sample.get(1).text().equals("NaN"));
    }

    /** Nothing need have happened; but Prometheus has to be able to answer for every step. */
    @Test
    void everyAnnotationIsAnswered() throws Exception {
        for (CommittedDashboard dashboard : CommittedDashboard.readAll(ROOT)) {
            GrafanaVariables variables = GrafanaVariables.all(dashboard.json(), "20s", "60s");
            assertThat(dashboard.annotations()).isNotEmpty();
            for (Json annotation : dashboard.annotations()) {
                String expr = variables.in(annotation.get("expr").text());
                assertThatCode(() -> prometheus.queryRange(expr, Duration.ofSeconds(60), Duration.ofSeconds(5)))
                        .as(annotation.get("name").text())
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void exceptionsAreOfPanelsThatExist() {
        assertThat(CommittedDashboard.readAll(ROOT))
                .flatExtracting(CommittedDashboard::queries)
                .extracting(Object::toString)
                .containsAll(RIGHTLY_EMPTY.keySet());
    }

    @Test
    void everyVariableOffersAChoice() throws Exception {
        Pattern labelValues = Pattern.compile("label_values\\((.*), (\\w+)\\)");
        for (CommittedDashboard dashboard : CommittedDashboard.readAll(ROOT)) {
            GrafanaVariables variables = GrafanaVariables.all(dashboard.json(), "20s", "60s");
            for (Json variable : dashboard.variables()) {
                String name = variable.get("name").text();
                String query = variables.in(variable.get("query").get("query").text());
                Matcher values = labelValues.matcher(query);
                if (values.matches()) {
                    List<Json> choices = prometheus
                            .get("/api/v1/label/" + values.group(2) + "/values", Map.of("match[]", values.group(1)))
                            .list();
                    assertThat(choices.isEmpty()).as(name).isEqualTo(WITHOUT_CHOICE.containsKey(name));
                } else if (query.startsWith("query_result(")) {
                    assertThat(choices(query, variable.get("regex").text()))
                            .as(name)
                            .isNotEmpty();
                }
            }
        }
    }

    /** What Grafana makes of {@code query_result}: a line per series, cut by the variable's expression. */
    private List<String> choices(String query, String regex) throws Exception {
        Pattern pattern = Pattern.compile(regex.substring(1, regex.length() - 1));
        List<String> choices = new ArrayList<>();
        for (Json series : prometheus.query(query.substring("query_result(".length(), query.length() - 1))) {
            List<String> labels = series.get("metric").keys().stream()
                    .sorted()
                    .map(label ->
                            label + "=\"" + series.get("metric").get(label).text() + "\"")
                    .toList();
            Matcher matcher = pattern.matcher("{" + String.join(",", labels) + "} 1 1700000000000");
            assertThat(matcher.find()).as("%s in %s", regex, labels).isTrue();
            assertThat(matcher.group("value")).matches("[0-9a-f]{16}");
            choices.add(matcher.group("text"));
        }
        return choices;
    }

    @Test
    void everyRuleIsEvaluatedAndEverySeriesIsRecorded() throws Exception {
        List<Json> rules = prometheus.get("/api/v1/rules", Map.of()).get("groups").list().stream()
                .flatMap(group -> group.get("rules").list().stream())
                .toList();
        assertThat(rules).hasSizeGreaterThan(20).allSatisfy(rule -> {
            assertThat(rule.get("lastError").text()).isEmpty();
            assertThat(rule.get("health").text()).isEqualTo("ok");
        });
        for (Json rule : rules) {
            if (rule.get("type").text().equals("recording")) {
                assertThat(prometheus.query(rule.get("name").text()))
                        .as(rule.get("name").text())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void everySeriesIsInTheCatalogueWithNoMoreThanItsLabels() throws Exception {
        assertThat(new PublishedSeries(prometheus).faults()).isEmpty();
    }

    @Test
    void everyTypeIsTheCatalogues() throws Exception {
        assertThat(new PublishedSeries(prometheus).faultsOfTypes()).isEmpty();
    }

    @Test
    void promtoolHasNothingToSayAboutTheAgentsPage() throws Exception {
        assertThat(PageLint.of(page(demo.agentMetrics()))).isEmpty();
    }

    @Test
    void promtoolHasNothingToSayAboutTheExportersPage() throws Exception {
        assertThat(PageLint.of(page(demo.exporterMetrics()))).isEmpty();
    }

    private static String page(URI address) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build();
        HttpResponse<String> page = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        return page.body();
    }
}
