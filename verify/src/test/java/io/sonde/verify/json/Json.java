package io.sonde.verify.json;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A value of JSON. What is not there is a value too, of which {@link #isPresent} is false. */
public record Json(@Nullable Object value) {
    private static final int MAX_CHARACTERS = 64 << 20;

    /** JSON is YAML, and there is a reader for that already. */
    public static Json parse(String text) {
        return new Json(new Load(LoadSettings.builder()
                        .setCodePointLimit(MAX_CHARACTERS)
                        .setAllowDuplicateKeys(false)
                        .build())
                .loadFromString(text));
    }

    public boolean isPresent() {
        return value != null;
    }

    public Json get(String key) {
        return new Json(value instanceof Map<?, ?> map ? map.get(key) : null);
    }

    public Json get(int index) {
        return new Json(value instanceof List<?> list && index < list.size() ? list.get(index) : null);
    }

    public List<Json> list() {
        return value instanceof List<?> list ? list.stream().map(Json::new).toList() : List.of();
    }

    public Set<String> keys() {
        return value instanceof Map<?, ?> map
                ? map.keySet().stream().map(String::valueOf).collect(java.util.stream.Collectors.toSet())
                : Set.of();
    }

    /** The text of a scalar, empty if there is none. */
    public String text() {
        return value == null ? "" : value.toString();
    }

    public int number() {
        return value instanceof Number number ? number.intValue() : 0;
    }

    public boolean isTrue() {
        return Boolean.TRUE.equals(value);
    }

    /** Every member of every object below this, with its key. */
    public void walk(BiConsumer<String, Json> visitor) {
        for (String key : keys()) {
            visitor.accept(key, get(key));
            get(key).walk(visitor);
        }
        list().forEach(element -> element.walk(visitor));
    }
}
