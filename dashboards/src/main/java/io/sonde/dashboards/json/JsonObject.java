package io.sonde.dashboards.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object that keeps the order of its keys. A value is text, a number, a boolean, null, a list or another object. */
public final class JsonObject {
    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    public static JsonObject object() {
        return new JsonObject();
    }

    /**
     * Adds a member at the end.
     *
     * @throws IllegalArgumentException if the key is there already
     */
    public JsonObject put(String key, @Nullable Object value) {
        if (members.containsKey(key)) {
            throw new IllegalArgumentException("key \"" + key + "\" is there already");
        }
        members.put(key, value);
        return this;
    }

    Map<String, @Nullable Object> members() {
        return Collections.unmodifiableMap(members);
    }

    @Override
    public String toString() {
        return JsonText.of(this);
    }
}
