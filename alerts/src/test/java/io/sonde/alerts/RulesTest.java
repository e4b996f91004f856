package io.sonde.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every alert promises to whoever is on call. */
final class RulesTest {
    private static final Path ROOT = Path.of(System.getProperty("sonde.root"));
    private static final Path RUNBOOKS = ROOT.resolve("alerts/runbooks");
    private static final Pattern DASHBOARD = Pattern.compile("/d/([a-z0-9-]+)");

    static List<Rule.Alert> alerts() {
        return RuleFile.readAll(ROOT.resolve(RuleFile.DIRECTORY)).stream()
                .flatMap(file -> file.rules().stream())
                .filter(Rule.Alert.class::isInstance)
                .map(Rule.Alert.class::cast)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void saysHowUrgentItIs(Rule.Alert alert) {
        assertThat(alert.severity()).isIn("critical", "warning", "info");
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void pagesWaitAndDoNotFlap(Rule.Alert alert) {
        assertThat(alert.waits()).isNotEqualTo("0s");
        if (alert.severity().equals("critical")) {
            assertThat(alert.keeps()).isEqualTo("5m");
        }
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void explainsItselfAndLeadsOn(Rule.Alert alert) {
        assertThat(alert.annotations()).containsOnlyKeys("summary", "description", "runbook_url", "dashboard_url");
        assertThat(alert.annotations().get("summary")).contains("$labels.job").endsWith(".");
        assertThat(alert.annotations().get("runbook_url"))
                .startsWith("{{ with query \"sonde:settings:links\" }}")
                .endsWith("/" + alert.name() + ".md");
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void linksToADashboardThatExists(Rule.Alert alert) {
        Matcher uid = DASHBOARD.matcher(alert.annotations().getOrDefault("dashboard_url", ""));
        assertThat(uid.find()).isTrue();
        assertThat(ROOT.resolve("dashboards/grafana/" + uid.group(1) + ".json")).exists();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void hasARunbook(Rule.Alert alert) throws IOException {
        Path runbook = RUNBOOKS.resolve(alert.name() + ".md");
        assertThat(Files.readAllLines(runbook))
                .startsWith("# " + alert.name())
                .contains("## Impact", "## How to look", "## How to fix it", "## False alarms");
        assertThat(runbook).content().contains("**Means:**");
    }

    @Test
    void everyRunbookHasItsAlert() throws IOException {
        Set<String> names = alerts().stream().map(Rule::name).collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(RUNBOOKS)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".md", "")))
                    .isSubsetOf(names);
        }
    }

    @Test
    void linksBetweenRunbooksLeadSomewhere() throws IOException {
        Pattern link = Pattern.compile("\\]\\(([^)#]+)\\)");
        try (Stream<Path> files = Files.list(RUNBOOKS)) {
            for (Path file : files.toList()) {
                Matcher links = link.matcher(Files.readString(file));
                while (links.find()) {
                    assertThat(RUNBOOKS.resolve(links.group(1))).exists();
                }
            }
        }
    }

    @Test
    void theSumsOverRecordedRatesCountOneSampleAMinute() throws IOException {
        String file = Files.readString(ROOT.resolve(RuleFile.DIRECTORY).resolve("sonde-queries.yml"));
        assertThat(file).contains("    interval: 1m\n");
        Matcher factors = Pattern.compile("sum_over_time\\(\\S+\\) \\* (\\d+)").matcher(file);
        assertThat(factors.results().map(result -> result.group(1)).toList())
                .hasSize(24)
                .containsOnly("60");
    }

    @Test
    void thresholdsComeFromSettingsWithADefault() throws IOException {
        Set<String> settings = RuleFile.read(ROOT.resolve(RuleFile.SETTINGS)).rules().stream()
                .map(Rule::name)
                .collect(Collectors.toSet());
        Set<String> used = RuleFile.readAll(ROOT.resolve(RuleFile.DIRECTORY)).stream()
                .flatMap(file -> file.rules().stream())
                .flatMap(rule -> Pattern.compile("sonde:settings:\\w+")
                        .matcher(rule.toString())
                        .results()
                        .map(result -> result.group()))
                .collect(Collectors.toSet());
        assertThat(settings).isEqualTo(used);
    }
}
