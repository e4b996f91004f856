package io.sonde.demo.shop;

import java.lang.reflect.RecordComponent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes records, maps, lists, numbers and text as JSON. */
final class Json {
    private final StringBuilder out = new StringBuilder();

    private Json() {}

    static String of(@Nullable Object value) {
        Json json = new Json();
        json.write(value);
        return json.out.toString();
    }

    private void write(@Nullable Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Iterable<?> values) {
            char before = '[';
            for (Object each : values) {
                out.append(before);
                write(each);
                before = ',';
            }
            out.append(before == '[' ? "[]" : "]");
        } else if (value instanceof Map<?, ?> map) {
            char before = '{';
            for (Map.Entry<?, ?> each : map.entrySet()) {
                member(before, String.valueOf(each.getKey()), each.getValue());
                before = ',';
            }
            out.append(before == '{' ? "{}" : "}");
        } else if (value instanceof Record) {
            writeRecord(value);
        } else {
            text(value.toString());
        }
    }

    private void writeRecord(Object value) {
        char before = '{';
        try {
            for (RecordComponent each : value.getClass().getRecordComponents()) {
                member(before, each.getName(), each.getAccessor().invoke(value));
                before = ',';
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        out.append(before == '{' ? "{}" : "}");
    }

    private void member(char before, String name, @Nullable Object value) {
        out.append(before);
        text(name);
        out.append(':');
        write(value);
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
