package io.sonde.agent.bootstrap.settings;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is set where it cannot change while the application runs: in the agent's arguments, in system properties, and in the
 * environment. The first of these that has a key holds.
 */
final class StartSources {

    private final Map<SettingKey, Given> given = new EnumMap<>(SettingKey.class);
    private final List<Problem> problems;

    private StartSources(List<Problem> problems) {
        this.problems = problems;
    }

    static Map<SettingKey, Given> read(
            @Nullable String arguments, Map<?, ?> properties, Map<String, String> environment, List<Problem> problems) {
        StartSources sources = new StartSources(problems);
        sources.arguments(arguments == null ? "" : arguments);
        for (SettingKey key : SettingKey.values()) {
            sources.add(key, properties.get(key.property()), "system property " + key.property());
            sources.add(key, environment.get(key.variable()), "environment variable " + key.variable());
        }
        sources.reportNearMisses(properties, environment);
        return sources.given;
    }

    private void add(SettingKey key, @Nullable Object value, String where) {
        if (value instanceof String text) {
            given.putIfAbsent(key, new Given(text.trim(), where, false));
        }
    }

    private void arguments(String text) {
        int from = 0;
        while (from < text.length()) {
            int comma = text.indexOf(',', from);
            int to = comma < 0 ? text.length() : comma;
            argument(text.substring(from, to).trim());
            from = to + 1;
        }
    }

    private void argument(String text) {
        if (text.isEmpty()) {
            return;
        }
        int equals = text.indexOf('=');
        String name = (equals < 0 ? text : text.substring(0, equals)).trim();
        SettingKey key = SettingKey.of(name);
        if (key == null) {
            unknown("agent argument", name, name);
        } else if (equals < 0) {
            problems.add(new Problem("agent argument \"" + name + "\" has no value (" + name + "=…)", "it is ignored"));
        } else {
            given.put(key, new Given(text.substring(equals + 1).trim(), "agent argument " + name, false));
        }
    }

    /** Properties and variables of other names may be others' own; one that is nearly a key is likely a slip. */
    private void reportNearMisses(Map<?, ?> properties, Map<String, String> environment) {
        for (Object name : properties.keySet()) {
            if (name instanceof String property && property.startsWith("sonde.")) {
                reportNearMiss("system property", property, property.substring(6));
            }
        }
        for (String name : environment.keySet()) {
            if (name.startsWith("SONDE_")) {
                String key = name.substring(6).toLowerCase(Locale.ROOT).replace('_', '.');
                reportNearMiss("environment variable", name, key);
            }
        }
    }

    private void reportNearMiss(String kind, String name, String key) {
        SettingKey near = SettingKey.nearest(key);
        if (near != null && !near.key().equals(key) && near.isMeantBy(key)) {
            unknown(kind, name, key);
        }
    }

    private void unknown(String kind, String name, String key) {
        problems.add(new Problem(
                "unknown " + kind + " " + Problem.quoted(name) + SettingKey.suggestion(key), "it is ignored"));
    }
}
