package io.sonde.exporter.config;

import io.sonde.exporter.config.Key.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Takes typed values out of one mapping of the file. Whatever is wrong goes to {@link Problems}, and the reading goes on
 * with the key's fallback. For one thread.
 */
final class Values {

    private final String path;
    private final Node at;
    private final Map<String, Node> nodes;
    private final Environment environment;
    private final Problems problems;

    private Values(String path, Node at, Map<String, Node> nodes, Environment environment, Problems problems) {
        this.path = path;
        this.at = at;
        this.nodes = nodes;
        this.environment = environment;
        this.problems = problems;
    }

    /** Reads the node as a mapping that may have these keys; an absent node is an empty mapping. */
    static Values of(
            String path, Node at, @Nullable Node node, List<String> known, Environment environment, Problems problems) {
        Map<String, Node> nodes = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                String name = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
                String where = path.isEmpty() ? name : path + "." + name;
                if (!known.contains(name)) {
                    problems.add(tuple.getKeyNode(), where, "unknown key" + hint(name, known));
                } else if (nodes.putIfAbsent(name, tuple.getValueNode()) != null) {
                    problems.add(tuple.getKeyNode(), where, "given twice");
                }
            }
        } else if (node != null) {
            problems.add(
                    node,
                    path,
                    "expected a mapping with the keys " + String.join(", ", known) + "; found " + what(node));
        }
        return new Values(path, node == null ? at : node, nodes, environment, problems);
    }

    private static String hint(String name, List<String> known) {
        String nearest = Nearest.to(name, known);
        String expected = "expected one of " + String.join(", ", known);
        return nearest == null ? "; " + expected : "; did you mean " + nearest + "? " + expected;
    }

    @Nullable
    Node node(String name) {
        return nodes.get(name);
    }

    boolean has(Key<?> key) {
        return nodes.containsKey(key.name());
    }

    /** The value, or the fallback; null where there is neither, which {@link Problems} then knows of if it matters. */
    <T> @Nullable T get(Key<T> key) {
        Node node = nodes.get(key.name());
        if (node == null) {
            if (key.isRequired()) {
                problems.add(at, where(key.name()), "missing; expected " + key.expected());
            }
            return key.fallback();
        }
        T value = parse(node, where(key.name()), key);
        return value == null ? key.fallback() : value;
    }

    /** The value of a key that has a fallback. */
    <T> T getOrDefault(Key<T> key) {
        T fallback = key.fallback();
        if (fallback == null) {
            throw new IllegalArgumentException("no default for " + key.name());
        }
        T value = get(key);
        return value == null ? fallback : value;
    }

    <T> List<T> list(Key<T> key) {
        Node node = nodes.get(key.name());
        List<T> values = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            int index = 0;
            for (Node entry : sequence.getValue()) {
                T value = parse(entry, where(key.name()) + "[" + index++ + "]", key);
                if (value != null) {
                    values.add(value);
                }
            }
        } else if (node != null) {
            problems.add(node, where(key.name()), "expected " + key.expected() + "; found " + what(node));
        }
        return values;
    }

    <T> Map<String, T> map(Key<T> key) {
        Node node = nodes.get(key.name());
        Map<String, T> values = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                String name = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                String where = where(key.name()) + "." + name;
                T value = parse(tuple.getValueNode(), where, key);
                if (value != null && values.put(name, value) != null) {
                    problems.add(tuple.getKeyNode(), where, "given twice");
                }
            }
        } else if (node != null) {
            problems.add(node, where(key.name()), "expected " + key.expected() + "; found " + what(node));
        }
        return values;
    }

    /** Notes what is wrong with the value of a key. */
    void reject(Key<?> key, String what) {
        problems.add(nodes.getOrDefault(key.name(), at), where(key.name()), what);
    }

    private <T> @Nullable T parse(Node node, String where, Key<T> key) {
        String expected = key.shape() == Shape.ONE ? key.expected() : key.kind().expected();
        if (!(node instanceof ScalarNode scalar) || scalar.getTag().equals(Tag.NULL)) {
            problems.add(node, where, "expected " + expected + "; found " + what(node));
            return null;
        }
        String text;
        try {
            text = environment.expand(scalar.getValue());
        } catch (Environment.UnsetException e) {
            problems.add(node, where, String.valueOf(e.getMessage()));
            return null;
        }
        T value = key.kind().parser().parse(text);
        if (value == null) {
            // What stands in the file is shown, not what a variable holds: that may be a secret.
            String found =
                    key.name().equals(Keys.URL.name()) ? Unusable.url(text) : "found \"" + scalar.getValue() + "\"";
            problems.add(node, where, "expected " + expected + "; " + found);
        }
        return value;
    }

    private String where(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String what(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getTag().equals(Tag.NULL) ? "nothing" : "\"" + scalar.getValue() + "\"";
        }
        return node instanceof MappingNode ? "a mapping" : "a list";
    }
}
