package io.sonde.alerts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A file of rules as Prometheus loads it; {@code promtool} is what says whether it is right, this reads what is.
 *
 * @param name the file's name
 */
public record RuleFile(String name, List<Rule> rules) {
    /** Where the rules stand, seen from the root of the repository. */
    public static final String DIRECTORY = "alerts/rules";

    /** What a site may set, with its defaults, seen from the root of the repository. */
    public static final String SETTINGS = "alerts/settings/sonde-settings.example.yml";

    /** All rule files of a directory, by name. */
    public static List<RuleFile> readAll(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .map(RuleFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static RuleFile read(Path file) {
        Map<?, ?> root;
        try {
            root = (Map<?, ?>)
                    new Load(LoadSettings.builder().setLabel(file.toString()).build())
                            .loadFromString(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Rule> rules = new ArrayList<>();
        for (Object group : list(root.get("groups"))) {
            for (Object rule : list(((Map<?, ?>) group).get("rules"))) {
                rules.add(rule((Map<?, ?>) rule));
            }
        }
        return new RuleFile(String.valueOf(file.getFileName()), List.copyOf(rules));
    }

    private static Rule rule(Map<?, ?> rule) {
        String expr = text(rule.get("expr"), "").strip();
        Map<String, String> labels = texts(rule.get("labels"));
        Object alert = rule.get("alert");
        if (alert == null) {
            return new Rule.Recording(text(rule.get("record"), ""), expr, labels);
        }
        return new Rule.Alert(
                alert.toString(),
                expr,
                labels,
                text(rule.get("for"), "0s"),
                text(rule.get("keep_firing_for"), "0s"),
                texts(rule.get("annotations")));
    }

    private static List<?> list(@Nullable Object value) {
        return value == null ? List.of() : (List<?>) value;
    }

    private static Map<String, String> texts(@Nullable Object value) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, text) -> texts.put(String.valueOf(key), String.valueOf(text)));
        }
        return texts;
    }

    private static String text(@Nullable Object value, String otherwise) {
        return value == null ? otherwise : value.toString();
    }
}
