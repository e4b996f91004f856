package io.sonde.verify.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.json.Json;
import io.sonde.verify.promql.Expression;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What makes a dashboard one that people can import, read and keep. */
final class DashboardsLintTest {
    private static final Path ROOT = Path.of(System.getProperty("sonde.root"));
    private static final List<CommittedDashboard> ALL = CommittedDashboard.readAll(ROOT);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern LINK = Pattern.compile("/d/([A-Za-z0-9_-]+)");
    private static final Pattern LINK_VARIABLE = Pattern.compile("[?&]var-(\\w+)=|\\$\\{(\\w+):queryparam}");

    static List<CommittedDashboard> dashboards() {
        return ALL;
    }

    @Test
    void thereAreDashboardsWithUidsOfTheirOwn() {
        assertThat(ALL).isNotEmpty();
        assertThat(ALL).extracting(CommittedDashboard::uid).doesNotHaveDuplicates();
        assertThat(ALL)
                .extracting(dashboard -> dashboard.json().get("title").text())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void canBeImportedAnywhere(CommittedDashboard dashboard) {
        Json json = dashboard.json();
        assertThat(dashboard.uid()).matches("sonde-[a-z0-9-]{1,34}");
        assertThat(dashboard.file()).isEqualTo(dashboard.uid() + ".json");
        assertThat(json.get("schemaVersion").number()).isBetween(39, 42);
        assertThat(json.keys()).doesNotContain("__inputs", "__requires", "id", "version");
        assertThat(json.get("title").text()).startsWith("Sonde / ");
        assertThat(json.get("description").text()).endsWith(".");
        assertThat(json.get("tags").list()).extracting(Json::text).contains("sonde");
        assertThat(json.get("time").keys()).containsExactlyInAnyOrder("from", "to");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void asksTheChosenDatasourceOnly(CommittedDashboard dashboard) {
        List<String> others = new ArrayList<>();
        dashboard.json().walk((key, value) -> {
            if (key.equals("datasource")
                    && !(value.get("type").text().equals("prometheus")
                            && value.get("uid").text().equals("${datasource}"))) {
                others.add(value.toString());
            }
        });
        assertThat(others).isEmpty();
        Json first = dashboard.variables().get(0);
        assertThat(first.get("type").text()).isEqualTo("datasource");
        assertThat(first.get("name").text()).isEqualTo("datasource");
        assertThat(dashboard.panels()).allMatch(panel -> panel.get("datasource").isPresent());
        assertThat(dashboard.panels())
                .flatExtracting(panel -> panel.get("targets").list())
                .allMatch(target -> target.get("datasource").isPresent());
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void explainsEveryPanel(CommittedDashboard dashboard) {
        assertThat(dashboard.json().get("panels").list())
                .extracting(panel -> panel.get("id").number())
                .doesNotHaveDuplicates()
                .allMatch(id -> id > 0);
        assertThat(dashboard.panels())
                .extracting(panel -> panel.get("title").text())
                .doesNotHaveDuplicates();
        for (Json panel : dashboard.panels()) {
            String title = panel.get("title").text();
            assertThat(title).isNotBlank();
            assertThat(panel.get("description").text()).as(title).endsWith(".").hasSizeGreaterThan(30);
            assertThat(panel.get("interval").text()).as(title).matches("\\d+s");
            Json defaults = panel.get("fieldConfig").get("defaults");
            assertThat(defaults.get("unit").text()).as(title).isNotBlank();
            assertThat(panel.get("targets").list()).as(title).isNotEmpty();
            assertThat(panel.get("targets").list())
                    .as(title)
                    .extracting(target -> target.get("refId").text())
                    .doesNotHaveDuplicates()
                    .allMatch(refId -> refId.matches("[A-Z]"));
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void noPanelLiesOnAnother(CommittedDashboard dashboard) {
        Set<String> taken = new HashSet<>();
        for (Json panel : dashboard.json().get("panels").list()) {
            Json grid = panel.get("gridPos");
            String title = panel.get("title").text();
            assertThat(grid.get("x").number() + grid.get("w").number())
                    .as(title)
                    .isBetween(1, 24);
            assertThat(grid.get("h").number()).as(title).isPositive();
            for (int x = 0; x < grid.get("w").number(); x++) {
                for (int y = 0; y < grid.get("h").number(); y++) {
                    String cell =
                            (grid.get("x").number() + x) + "," + (grid.get("y").number() + y);
                    assertThat(taken.add(cell)).as("%s at %s", title, cell).isTrue();
                }
            }
        }
        int bottom = dashboard.json().get("panels").list().stream()
                .mapToInt(panel -> panel.get("gridPos").get("y").number()
                        + panel.get("gridPos").get("h").number())
                .max()
                .orElse(0);
        assertThat(taken).as("cells without a panel").hasSize(24 * bottom);
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void variablesWorkForAllAndAreUsed(CommittedDashboard dashboard) {
        Set<String> defined = new HashSet<>();
        for (Json variable : dashboard.variables()) {
            String name = variable.get("name").text();
            defined.add(name);
            assertThat(variable.get("label").text()).as(name).isNotBlank();
            if (variable.get("type").text().equals("query")) {
                assertThat(variable.get("refresh").number()).as(name).isEqualTo(2);
                assertThat(variable.get("includeAll").isTrue()).as(name).isTrue();
                assertThat(variable.get("allValue").text()).as(name).isIn(".+", ".*");
            }
        }
        assertThat(defined).contains("datasource", "cluster", "job", "instance");
        Set<String> used = new HashSet<>(Set.of("datasource"));
        for (CommittedDashboard.PanelQuery query : dashboard.queries()) {
            used.addAll(GrafanaVariables.namesIn(query.expr()));
        }
        used.removeIf(name -> name.startsWith("__") || name.matches("\\d+"));
        assertThat(used).isEqualTo(defined);
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void windowsFollowTheScrapeIntervalOrTheRange(CommittedDashboard dashboard) {
        Pattern window = Pattern.compile("}\\[([^]]*)](\\s*@ end\\(\\))?");
        for (CommittedDashboard.PanelQuery query : dashboard.queries()) {
            Matcher windows = window.matcher(query.expr());
            while (windows.find()) {
                boolean over = query.instant() || windows.group(2) != null;
                assertThat(windows.group(1)).as(query.toString()).isEqualTo(over ? "$__range" : "$__rate_interval");
            }
        }
    }

    /** In annotations Grafana makes $__rate_interval of the shortest step, not of the step; only $__interval is that of the answer. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void annotationsFollowTheStep(CommittedDashboard dashboard) {
        for (Json annotation : dashboard.annotations()) {
            String name = annotation.get("name").text();
            String expr = annotation.get("expr").text();
            assertThat(GrafanaVariables.namesIn(expr)).as(name).doesNotContain("__rate_interval");
            assertThat(Expression.of(GrafanaVariables.all(dashboard.json(), "1m", "1h")
                                    .in(expr))
                            .selectors())
                    .as("%s: windows, between which something could happen unseen", name)
                    .extracting(Expression.Selector::range)
                    .containsOnly("");
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void annotationsCanBeSwitchedOffAndSayWhatTheyMark(CommittedDashboard dashboard) {
        assertThat(dashboard.annotations())
                .extracting(annotation -> annotation.get("name").text())
                .isNotEmpty()
                .doesNotHaveDuplicates();
        for (Json annotation : dashboard.annotations()) {
            String name = annotation.get("name").text();
            assertThat(annotation.get("enable").isTrue()).as(name).isTrue();
            assertThat(annotation.get("hide").isTrue()).as(name).isFalse();
            assertThat(annotation.get("step").text()).as(name).matches("\\d+s");
            assertThat(annotation.get("titleFormat").text()).as(name).contains("{{");
        }
    }

    /** A label that no series has leaves a hole in a name, and nothing complains. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void namesOfSeriesAndMarksAreMadeOfLabelsThatExist(CommittedDashboard dashboard) {
        Vocabulary vocabulary = Vocabulary.read(ROOT);
        GrafanaVariables variables = GrafanaVariables.all(dashboard.json(), "1m", "1h");
        List<String> holes = new ArrayList<>();
        for (Json panel : dashboard.panels()) {
            for (Json target : panel.get("targets").list()) {
                String expr = variables.in(target.get("expr").text());
                unknownLabels(target.get("legendFormat").text(), expr, vocabulary)
                        .forEach(label -> holes.add(panel.get("title").text() + ": " + label));
            }
        }
        for (Json annotation : dashboard.annotations()) {
            String formats = annotation.get("titleFormat").text()
                    + annotation.get("textFormat").text();
            unknownLabels(formats, variables.in(annotation.get("expr").text()), vocabulary)
                    .forEach(label -> holes.add(annotation.get("name").text() + ": " + label));
        }
        assertThat(holes).isEmpty();
    }

    private static Set<String> unknownLabels(String format, String expr, Vocabulary vocabulary) {
        Set<String> labels = PLACEHOLDER
                .matcher(format)
                .results()
                .map(placeholder -> placeholder.group(1))
                .collect(Collectors.toSet());
        Expression expression = Expression.of(expr);
        labels.removeAll(expression.created());
        for (Expression.Selector selector : expression.selectors()) {
            labels.removeAll(vocabulary.labels(selector.metric()).orElse(Set.of()));
            if (selector.metric().equals("ALERTS")) {
                labels.removeAll(vocabulary.labelsOfAlerts());
            }
        }
        return labels;
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void linksLeadSomewhere(CommittedDashboard dashboard) {
        List<String> urls = new ArrayList<>();
        dashboard.json().walk((key, value) -> {
            if (key.equals("url") && !value.text().isEmpty()) {
                urls.add(value.text());
            }
        });
        for (String url : urls) {
            Matcher link = LINK.matcher(url);
            assertThat(link.find()).as(url).isTrue();
            CommittedDashboard target = ALL.stream()
                    .filter(candidate -> candidate.uid().equals(link.group(1)))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no dashboard for " + url));
            assertThat(variablesIn(url)).as(url).isSubsetOf(names(target));
        }
        for (Json link : dashboard.json().get("links").list()) {
            assertThat(link.get("tags").list()).extracting(Json::text).containsExactly("sonde");
        }
    }

    static Set<String> variablesIn(String url) {
        Set<String> names = new HashSet<>();
        Matcher matcher = LINK_VARIABLE.matcher(url);
        while (matcher.find()) {
            names.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return names;
    }

    static Set<String> names(CommittedDashboard dashboard) {
        return dashboard.variables().stream()
                .map(variable -> variable.get("name").text())
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void namesOnlyWhatSondeExports(CommittedDashboard dashboard) {
        ExpressionLint lint = new ExpressionLint(Vocabulary.read(ROOT));
        List<String> faults = new ArrayList<>();
        for (NamedExpression expression : Expressions.of(dashboard)) {
            lint.faults(expression.expr()).forEach(fault -> faults.add(expression.where() + ": " + fault));
        }
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyQueryCanBeNarrowedToACluster(CommittedDashboard dashboard) {
        for (NamedExpression expression : Expressions.of(dashboard)) {
            for (Expression.Selector selector : Expression.of(expression.expr()).selectors()) {
                assertThat(selector.matchers())
                        .as(expression.where())
                        .extracting(Expression.Matcher::label)
                        .contains("cluster");
            }
        }
    }
}
