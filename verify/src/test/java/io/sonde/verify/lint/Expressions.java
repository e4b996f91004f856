package io.sonde.verify.lint;

import io.sonde.alerts.Rule;
import io.sonde.alerts.RuleFile;
import io.sonde.verify.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Collects every PromQL expression that people or servers may come to run, Grafana's variables replaced. */
final class Expressions {
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");
    private static final Pattern QUERY_RESULT = Pattern.compile("query_result\\((.*)\\)");
    private static final Pattern IN_TEMPLATE = Pattern.compile("printf \"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern SIMPLE_IN_TEMPLATE = Pattern.compile("query \"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern CODE = Pattern.compile("^( *)```\\n(.*?)^ *```$", Pattern.DOTALL | Pattern.MULTILINE);

    private Expressions() {}

    static List<NamedExpression> of(CommittedDashboard dashboard) {
        GrafanaVariables variables = GrafanaVariables.all(dashboard.json(), "1m", "1h");
        List<NamedExpression> all = new ArrayList<>();
        for (CommittedDashboard.PanelQuery query : dashboard.queries()) {
            all.add(new NamedExpression(query.toString(), variables.in(query.expr())));
        }
        for (Json variable : dashboard.variables()) {
            if (variable.get("type").text().equals("query")) {
                all.add(new NamedExpression(
                        "variable " + variable.get("name").text(),
                        variables.in(
                                ofVariable(variable.get("query").get("query").text()))));
            }
        }
        for (Json annotation : dashboard.annotations()) {
            all.add(new NamedExpression(
                    "annotation " + annotation.get("name").text(),
                    variables.in(annotation.get("expr").text())));
        }
        return all;
    }

    /** {@code label_values(series, label)} as an expression that names both. */
    private static String ofVariable(String query) {
        Matcher values = LABEL_VALUES.matcher(query);
        if (values.matches()) {
            String selector = values.group(1).contains("{")
                    ? values.group(1)
                    : values.group(1) + "{cluster=~\"$cluster\", query_id!=\"\"}";
            return "group by (" + values.group(2) + ") (" + selector + ")";
        }
        Matcher result = QUERY_RESULT.matcher(query);
        if (result.matches()) {
            return result.group(1);
        }
        throw new IllegalArgumentException("not a query of a variable: " + query);
    }

    /** The expressions of rules, and those that their annotations ask when an alert fires. */
    static List<NamedExpression> ofRules(Path root) {
        List<NamedExpression> all = new ArrayList<>();
        for (RuleFile file : RuleFile.readAll(root.resolve(RuleFile.DIRECTORY))) {
            for (Rule rule : file.rules()) {
                all.add(new NamedExpression(file.name() + ", " + rule.name(), rule.expr()));
                if (rule instanceof Rule.Alert alert) {
                    alert.annotations().forEach((name, template) -> inTemplate(template)
                            .forEach(expr -> all.add(new NamedExpression(rule.name() + ", " + name, expr))));
                }
            }
        }
        return all;
    }

    private static List<String> inTemplate(String template) {
        return Stream.of(IN_TEMPLATE, SIMPLE_IN_TEMPLATE)
                .flatMap(pattern -> pattern.matcher(template).results())
                .map(result -> result.group(1).replace("\\\"", "\"").replace("%q", "\"x\""))
                .toList();
    }

    /** What runbooks tell people to ask. */
    static List<NamedExpression> ofRunbooks(Path root) {
        List<NamedExpression> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(root.resolve("alerts/runbooks"))) {
            for (Path file : files.sorted().toList()) {
                CODE.matcher(Files.readString(file))
                        .results()
                        .forEach(code -> all.add(new NamedExpression(
                                String.valueOf(file.getFileName()),
                                code.group(2).strip())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }
}
