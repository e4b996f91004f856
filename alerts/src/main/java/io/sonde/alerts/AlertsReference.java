package io.sonde.alerts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes {@code docs/alerts.md}, the reference of alerts, out of the rules. */
public final class AlertsReference {
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{.*?}}");
    private static final Pattern LABEL = Pattern.compile("\\{\\{ \\$labels\\.(\\w+) }}");

    private final StringBuilder out = new StringBuilder();

    private AlertsReference() {}

    /** The reference in Markdown. */
    public static String of(List<RuleFile> files, RuleFile settings) {
        AlertsReference reference = new AlertsReference();
        reference.head();
        reference.alerts(files);
        reference.settings(settings);
        reference.recordings(files);
        return reference.out.toString();
    }

    private void head() {
        out.append("""
                # Alerts

                Written by the build from `alerts/rules`; do not edit.

                Load `alerts/rules/*.yml` in `rule_files` of Prometheus 2.42 or newer. `critical` is for the pager, `warning` is work for
                the next day; `alerts/alertmanager/alertmanager.yml` shows the routing. What is right for a site goes into a file of its own,
                see [Settings](#settings).

                | alert | severity | means | waits | keeps firing | runbook |
                |---|---|---|---|---|---|
                """);
    }

    private void alerts(List<RuleFile> files) {
        for (RuleFile file : files) {
            for (Rule rule : file.rules()) {
                if (rule instanceof Rule.Alert alert) {
                    row(
                            "`" + alert.name() + "`",
                            alert.severity(),
                            readable(alert.annotations().getOrDefault("summary", "")),
                            alert.waits(),
                            alert.keeps(),
                            "[%1$s](../alerts/runbooks/%1$s.md)".formatted(alert.name()));
                }
            }
        }
        for (RuleFile file : files) {
            for (Rule rule : file.rules()) {
                if (rule instanceof Rule.Alert alert) {
                    out.append("\n## ")
                            .append(alert.name())
                            .append(", ")
                            .append(alert.severity())
                            .append("\n\n```\n")
                            .append(alert.expr())
                            .append("\n```\n");
                }
            }
        }
    }

    private void settings(RuleFile settings) {
        out.append("""

                ## Settings

                `alerts/settings/sonde-settings.example.yml` explains each; a setting that is not there has its default. With the label `job`,
                budgets are those of one service.

                | series | example | labels |
                |---|---|---|
                """);
        for (Rule rule : settings.rules()) {
            row("`" + rule.name() + "`", "`" + rule.expr() + "`", labels(rule));
        }
    }

    private void recordings(List<RuleFile> files) {
        out.append("""

                ## Recorded series

                """);
        Map<String, String> names = new LinkedHashMap<>();
        for (RuleFile file : files) {
            for (Rule rule : file.rules()) {
                if (rule instanceof Rule.Recording) {
                    names.put(rule.name(), file.name());
                }
            }
        }
        names.forEach((name, file) ->
                out.append("- `").append(name).append("` (").append(file).append(")\n"));
    }

    private static String labels(Rule rule) {
        return rule.labels().entrySet().stream()
                .map(label -> "`" + label.getKey() + "=\"" + label.getValue() + "\"`")
                .collect(Collectors.joining(", "));
    }

    /** A template for people: labels by their names, values as an ellipsis. */
    private static String readable(String template) {
        String labels = LABEL.matcher(template).replaceAll("*$1*");
        return TEMPLATE.matcher(labels).replaceAll("…");
    }

    private void row(String... cells) {
        out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
