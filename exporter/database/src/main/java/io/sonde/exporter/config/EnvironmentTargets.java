package io.sonde.exporter.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Targets from variables such as {@code SONDE_TARGET_SHOP_URL}: a target for each name in the middle. */
final class EnvironmentTargets {

    private static final String PREFIX = "SONDE_TARGET_";

    /** What stands for a configuration file that need not be there. */
    static final Node NOTHING = new MappingNode(Tag.MAP, new ArrayList<>(), FlowStyle.BLOCK);

    /** By target as the variables call it, values by key. */
    private final Map<String, Map<String, String>> targets = new TreeMap<>();

    private final List<String> unknown = new ArrayList<>();

    EnvironmentTargets(Map<String, String> variables) {
        variables.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                add(name, name.substring(PREFIX.length()), value);
            }
        });
    }

    private void add(String variable, String rest, String value) {
        String longest = "";
        for (Key<?> key : Keys.TARGET_SECTION.keys()) {
            String suffix = "_" + key.name().toUpperCase(Locale.ROOT);
            if (key.shape() == Key.Shape.ONE
                    && rest.endsWith(suffix)
                    && rest.length() > suffix.length()
                    && suffix.length() > longest.length()) {
                longest = suffix;
            }
        }
        if (longest.isEmpty()) {
            unknown.add(variable);
            return;
        }
        String target = rest.substring(0, rest.length() - longest.length()).toLowerCase(Locale.ROOT);
        targets.computeIfAbsent(target, t -> new TreeMap<>())
                .put(longest.substring(1).toLowerCase(Locale.ROOT), value);
    }

    boolean isEmpty() {
        return targets.isEmpty() && unknown.isEmpty();
    }

    List<TargetConfig> read(TargetReader reader, Problems problems) {
        for (String variable : unknown) {
            problems.addFile(
                    variable + ": expected " + PREFIX + "NAME_KEY with a key of a target that takes one value");
        }
        List<TargetConfig> found = new ArrayList<>();
        targets.forEach((name, values) -> {
            values.putIfAbsent(Keys.NAME.name(), name);
            Node node = node(values);
            String path = PREFIX + name.toUpperCase(Locale.ROOT);
            TargetConfig target =
                    reader.read(Values.of(path, node, node, Keys.TARGET_SECTION.names(), Environment.none(), problems));
            if (target != null) {
                found.add(target);
            }
        });
        return found;
    }

    private static Node node(Map<String, String> values) {
        List<NodeTuple> tuples = new ArrayList<>();
        values.forEach((key, value) -> tuples.add(new NodeTuple(scalar(key), scalar(value))));
        return new MappingNode(Tag.MAP, tuples, FlowStyle.BLOCK);
    }

    private static Node scalar(String text) {
        return new ScalarNode(Tag.STR, text, ScalarStyle.DOUBLE_QUOTED);
    }
}
