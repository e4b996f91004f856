package io.sonde.agent.bootstrap.settings;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings from, first match wins, the agent's arguments ({@code port=9476,host=…}), system properties
 * ({@code sonde.port}) and the environment ({@code SONDE_PORT}).
 *
 * <p>A wrong key or value costs one sentence, and the default holds. Nothing is thrown.
 */
public final class SettingsReader {

    private final Map<String, String> arguments = new HashMap<>();
    private final Map<?, ?> properties;
    private final Map<String, String> environment;
    private final Consumer<String> warnings;

    private SettingsReader(Map<?, ?> properties, Map<String, String> environment, Consumer<String> warnings) {
        this.properties = properties;
        this.environment = environment;
        this.warnings = warnings;
    }

    /**
     * Reads the settings.
     *
     * @param arguments what follows {@code =} in {@code -javaagent}, or null
     * @param warnings is told, in a sentence each, what was wrong and what holds instead
     */
    public static AgentSettings read(
            @Nullable String arguments,
            Map<?, ?> properties,
            Map<String, String> environment,
            Consumer<String> warnings) {
        SettingsReader reader = new SettingsReader(properties, environment, warnings);
        reader.split(arguments == null ? "" : arguments);
        reader.warnOfNearMisses();
        AgentSettings defaults = AgentSettings.DEFAULTS;
        return new AgentSettings(
                reader.flag("enabled", defaults.enabled()),
                reader.text("host", defaults.host()),
                reader.number("port", defaults.port(), 0, 65535),
                reader.number("queries.held", defaults.queriesHeld(), 1, 100_000),
                reader.number("queries.published", defaults.queriesPublished(), 1, 100_000),
                reader.pairs("server.aliases"));
    }

    private void split(String text) {
        int from = 0;
        while (from < text.length()) {
            int comma = text.indexOf(',', from);
            int to = comma < 0 ? text.length() : comma;
            String part = text.substring(from, to).trim();
            from = to + 1;
            if (part.isEmpty()) {
                continue;
            }
            int equals = part.indexOf('=');
            String key = (equals < 0 ? part : part.substring(0, equals)).trim();
            if (!isKey(key)) {
                warnings.accept("unknown agent argument \"" + key + "\"" + meant(nearest(key)) + "; it is ignored");
            } else if (equals < 0) {
                warnings.accept("agent argument \"" + key + "\" has no value (" + key + "=…); it is ignored");
            } else {
                arguments.put(key, part.substring(equals + 1).trim());
            }
        }
    }

    /** Properties and variables of other names may be others' own; one that is nearly a key is likely a slip. */
    private void warnOfNearMisses() {
        for (Object name : properties.keySet()) {
            if (name instanceof String property && property.startsWith("sonde.")) {
                warnOfNearMiss("system property", property, property.substring(6));
            }
        }
        for (String name : environment.keySet()) {
            if (name.startsWith("SONDE_")) {
                warnOfNearMiss(
                        "environment variable",
                        name,
                        name.substring(6).toLowerCase(Locale.ROOT).replace('_', '.'));
            }
        }
    }

    private void warnOfNearMiss(String kind, String name, String key) {
        String near = nearest(key);
        // Other programs' names may be two edits away from a short key by chance.
        boolean slip = !near.isEmpty() && edits(near, key) <= (near.length() > 5 ? 2 : 1);
        if (!isKey(key) && slip) {
            warnings.accept("unknown " + kind + " \"" + name + "\"" + meant(near) + "; it is ignored");
        }
    }

    private boolean flag(String key, boolean otherwise) {
        String value = value(key);
        if (value == null || value.equals("true") || value.equals("false")) {
            return value == null ? otherwise : value.equals("true");
        }
        warnings.accept(wrong(key, value, "true or false", otherwise));
        return otherwise;
    }

    private String text(String key, String otherwise) {
        String value = value(key);
        return value == null ? otherwise : value;
    }

    private int number(String key, int otherwise, int min, int max) {
        String value = value(key);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        warnings.accept(wrong(key, value, "a number from " + min + " to " + max, otherwise));
        return otherwise;
    }

    /** {@code name=other;name=other} */
    private Map<String, String> pairs(String key) {
        String value = value(key);
        Map<String, String> pairs = new HashMap<>();
        int from = 0;
        while (value != null && from < value.length()) {
            int semicolon = value.indexOf(';', from);
            int to = semicolon < 0 ? value.length() : semicolon;
            String pair = value.substring(from, to).trim();
            int equals = pair.indexOf('=');
            if (equals > 0 && equals < pair.length() - 1) {
                pairs.put(
                        pair.substring(0, equals).trim(),
                        pair.substring(equals + 1).trim());
            } else if (!pair.isEmpty()) {
                warnings.accept(wrong(key, pair, "host:port=name;…", "no alias for it"));
            }
            from = to + 1;
        }
        return pairs;
    }

    private @Nullable String value(String key) {
        String argument = arguments.get(key);
        if (argument != null) {
            return argument;
        }
        if (properties.get("sonde." + key) instanceof String property) {
            return property.trim();
        }
        String variable =
                environment.get("SONDE_" + key.toUpperCase(Locale.ROOT).replace('.', '_'));
        return variable == null ? null : variable.trim();
    }

    private static String wrong(String key, String value, String expected, Object holds) {
        return "setting \"" + key + "\" is \"" + value + "\" but must be " + expected + "; using " + holds;
    }

    private static String meant(String near) {
        return near.isEmpty()
                ? " (known: " + String.join(", ", AgentSettings.KEYS) + ")"
                : ", did you mean \"" + near + "\"?";
    }

    private static boolean isKey(String name) {
        for (String key : AgentSettings.KEYS) {
            if (key.equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** The key that is at most two edits away, or empty. */
    private static String nearest(String name) {
        String nearest = "";
        int fewest = 3;
        for (String key : AgentSettings.KEYS) {
            int edits = Math.abs(key.length() - name.length()) >= fewest ? fewest : edits(key, name);
            if (edits < fewest) {
                fewest = edits;
                nearest = key;
            }
        }
        return nearest;
    }

    /** Levenshtein's distance. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
