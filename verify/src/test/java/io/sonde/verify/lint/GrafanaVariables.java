package io.sonde.verify.lint;

import io.sonde.verify.json.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts values in place of a dashboard's variables, as Grafana does before it asks. */
public final class GrafanaVariables {
    /** What annotations set as their shortest step. */
    private static final String STEP = "60s";

    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)(?::\\w+)?}|(\\w+))");

    private final Map<String, String> values = new HashMap<>();

    private GrafanaVariables() {}

    /** With "All" chosen everywhere, and windows for a range of that length. */
    public static GrafanaVariables all(Json dashboard, String rateInterval, String range) {
        GrafanaVariables variables = new GrafanaVariables();
        variables.values.put("__rate_interval", rateInterval);
        variables.values.put("__range", range);
        variables.values.put("__interval", STEP);
        for (Json variable : dashboard.get("templating").get("list").list()) {
            variables.values.put(
                    variable.get("name").text(), variable.get("allValue").text());
        }
        return variables;
    }

    /**
     * The text with all its variables replaced.
     *
     * @throws IllegalArgumentException if the dashboard lacks one
     */
    public String in(String text) {
        Matcher matcher = VARIABLE.matcher(text);
        return matcher.replaceAll(found -> {
            String name = name(matcher);
            // $1 is a group of label_replace
            String value = name.matches("\\d+") ? found.group() : values.get(name);
            if (value == null) {
                throw new IllegalArgumentException("no variable " + name + " for: " + text);
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** The names of the variables in a text. */
    static Set<String> namesIn(String text) {
        Set<String> names = new HashSet<>();
        Matcher matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            names.add(name(matcher));
        }
        return names;
    }

    private static String name(Matcher matcher) {
        return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    }
}
