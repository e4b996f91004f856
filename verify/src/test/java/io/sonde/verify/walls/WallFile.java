package io.sonde.verify.walls;

import io.sonde.verify.json.Json;
import io.sonde.verify.promql.Expression;
import io.sonde.verify.promql.Expression.Matcher;
import io.sonde.verify.promql.Expression.Selector;
import io.sonde.verify.servers.Prometheus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The expressions of dashboards and alerts that teams run today, as one JSON file that is not part of this repository.
 *
 * @param inScope those that could find data
 */
public record WallFile(String name, double bar, List<Wanted> inScope) {

    /**
     * One of them.
     *
     * @param kind {@code panel}, {@code variable} or {@code alert}
     */
    public record Wanted(String kind, String expr) {}

    /**
     * Reads one.
     *
     * @param alsoInScope patterns that the file has as out of scope, and that are tried all the same
     */
    public static WallFile read(Path file, String... alsoInScope) throws IOException {
        Json json = Json.parse(Files.readString(file));
        List<Pattern> out = json.get("out_of_scope").list().stream()
                .map(entry -> entry.get("pattern").text())
                .filter(pattern -> !List.of(alsoInScope).contains(pattern))
                .map(Pattern::compile)
                .toList();
        List<Wanted> wanted = new ArrayList<>();
        for (Json entry : json.get("expressions").list()) {
            String expr = entry.get("expr").text();
            if (out.stream().noneMatch(pattern -> pattern.matcher(expr).find())) {
                wanted.add(new Wanted(entry.get("kind").text(), expr));
            }
        }
        return new WallFile(
                String.valueOf(file.getFileName()),
                Double.parseDouble(String.valueOf(json.get("bar").value())),
                wanted);
    }

    /** Those that find no data; an alert's condition need not hold, but everything that it looks at must be there. */
    List<String> without(Prometheus prometheus) throws IOException, InterruptedException {
        List<String> empty = new ArrayList<>();
        for (Wanted wanted : inScope) {
            if (!found(prometheus, wanted)) {
                empty.add(wanted.kind() + ": " + wanted.expr());
            }
        }
        return empty;
    }

    private static boolean found(Prometheus prometheus, Wanted wanted) throws IOException, InterruptedException {
        String expr = wanted.expr()
                .replaceAll("\"\\$[a-zA-Z_]+\"", "\".*\"")
                .replace("$__rate_interval", "1m")
                .replace("${settingsFilter}", "")
                .replace("$topk", "5")
                .replaceFirst("(?s)^label_values\\((.*),[^,]*\\)$", "$1");
        if (!wanted.kind().equals("alert")) {
            return !prometheus.query(expr).isEmpty();
        }
        prometheus.query(expr);
        for (Selector selector : Expression.of(expr).selectors()) {
            String name = selector.metric() + matchers(selector.matchers());
            if (prometheus.query(name).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static String matchers(List<Matcher> matchers) {
        return matchers.stream()
                .map(matcher -> matcher.label() + matcher.operator() + "\""
                        + matcher.value().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }
}
