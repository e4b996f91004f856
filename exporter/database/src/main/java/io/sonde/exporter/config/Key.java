package io.sonde.exporter.config;

import org.jspecify.annotations.Nullable;

/**
 * One key of the configuration: the single description that the reader, the reference page and the tests share.
 *
 * @param shape how many values of the kind the key takes
 * @param fallback the value when the key is absent; null when there is none
 * @param absent what the reference says about an absent key: the default as it would be written, or "required"
 * @param help one sentence or more for the reference
 */
record Key<T>(
        String name, Kind<T> kind, Shape shape, @Nullable T fallback, String absent, String help) {

    enum Shape {
        ONE,
        LIST,
        MAP
    }

    static final String REQUIRED = "required";

    static <T> Key<T> required(String name, Kind<T> kind, String help) {
        return new Key<>(name, kind, Shape.ONE, null, REQUIRED, help);
    }

    static <T> Key<T> optional(String name, Kind<T> kind, String help) {
        return new Key<>(name, kind, Shape.ONE, null, "none", help);
    }

    static <T> Key<T> withDefault(String name, Kind<T> kind, T fallback, String shown, String help) {
        return new Key<>(name, kind, Shape.ONE, fallback, "`" + shown + "`", help);
    }

    static <T> Key<T> list(String name, Kind<T> kind, String help) {
        return new Key<>(name, kind, Shape.LIST, null, "none", help);
    }

    static <T> Key<T> map(String name, Kind<T> kind, String help) {
        return new Key<>(name, kind, Shape.MAP, null, "none", help);
    }

    boolean isRequired() {
        return absent.equals(REQUIRED);
    }

    /** What the value has to be, with its shape. */
    String expected() {
        return switch (shape) {
            case ONE -> kind.expected();
            case LIST -> "a list, each entry " + kind.expected();
            case MAP -> "a mapping, each value " + kind.expected();
        };
    }
}
