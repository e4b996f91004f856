package io.sonde.exporter.postgres;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What a plan does, without what it costs and without any condition, which could hold a literal of a view or of an index.
 *
 * @param id 16 hexadecimal digits; the same for plans with the same nodes, relations and indexes in the same order
 * @param text a line for each node, indented
 */
record PlanShape(String id, String text) {

    /** Of a node's properties, those that say what it does, in the order of the text. */
    private static final List<String> TOLD = List.of(
            "Operation",
            "Strategy",
            "Partial Mode",
            "Join Type",
            "Scan Direction",
            "Index Name",
            "Schema",
            "Relation Name",
            "Function Name",
            "CTE Name",
            "Subplan Name");

    /** Plans of some hundred partitions have thousands of lines. */
    private static final int MAX_TEXT = 20_000;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** Reads what {@code EXPLAIN (FORMAT JSON)} answered; throws what the parser throws when it is none. */
    static PlanShape of(String json) {
        // JSON is YAML too.
        Object answer =
                new Load(LoadSettings.builder().setMaxAliasesForCollections(0).build()).loadFromString(json);
        if (answer instanceof List<?> all
                && all.size() == 1
                && all.get(0) instanceof Map<?, ?> first
                && first.get("Plan") instanceof Map<?, ?> root) {
            StringBuilder text = new StringBuilder();
            append(root, 0, text);
            String id = String.format("%016x", hash(text));
            return new PlanShape(id, text.length() <= MAX_TEXT ? text.toString() : text.substring(0, MAX_TEXT) + "…\n");
        }
        throw new IllegalArgumentException("not a plan");
    }

    private static void append(Map<?, ?> node, int depth, StringBuilder text) {
        text.append("  ".repeat(depth)).append(node.get("Node Type"));
        for (String property : TOLD) {
            Object value = node.get(property);
            if (value != null) {
                text.append(' ').append(property.replace(" Name", "").toLowerCase(Locale.ROOT));
                text.append('=').append(value);
            }
        }
        text.append('\n');
        if (node.get("Plans") instanceof List<?> children) {
            for (Object child : children) {
                if (child instanceof Map<?, ?> map) {
                    append(map, depth + 1, text);
                }
            }
        }
    }

    static long hash(CharSequence text) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
