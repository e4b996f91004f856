package io.sonde.dashboards.json;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON with two spaces of indentation and a line per member, so that a change of one value is a diff of one line. */
public final class JsonText {
    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    /**
     * The text of a value, with a line feed at its end.
     *
     * @throws IllegalArgumentException if a value is of a type that JSON has not
     */
    public static String of(JsonObject value) {
        JsonText text = new JsonText();
        text.object(value, 0);
        return text.out.append('\n').toString();
    }

    private void value(@Nullable Object value, int depth) {
        if (value == null || value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            out.append(value);
        } else if (value instanceof Double number && Double.isFinite(number)) {
            out.append(number);
        } else if (value instanceof String text) {
            string(text);
        } else if (value instanceof JsonObject object) {
            object(object, depth);
        } else if (value instanceof List<?> list) {
            list(list, depth);
        } else {
            throw new IllegalArgumentException("not a value of JSON: " + value + " (" + value.getClass() + ")");
        }
    }

    private void object(JsonObject object, int depth) {
        if (object.members().isEmpty()) {
            out.append("{}");
            return;
        }
        out.append('{');
        Iterator<Map.Entry<String, @Nullable Object>> members =
                object.members().entrySet().iterator();
        while (members.hasNext()) {
            Map.Entry<String, @Nullable Object> member = members.next();
            line(depth + 1);
            string(member.getKey());
            out.append(": ");
            value(member.getValue(), depth + 1);
            out.append(members.hasNext() ? "," : "");
        }
        line(depth);
        out.append('}');
    }

    private void list(List<?> list, int depth) {
        if (list.isEmpty()) {
            out.append("[]");
            return;
        }
        out.append('[');
        Iterator<?> elements = list.iterator();
        while (elements.hasNext()) {
            line(depth + 1);
            value(elements.next(), depth + 1);
            out.append(elements.hasNext() ? "," : "");
        }
        line(depth);
        out.append(']');
    }

    private void line(int depth) {
        out.append('\n').append("  ".repeat(depth));
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
