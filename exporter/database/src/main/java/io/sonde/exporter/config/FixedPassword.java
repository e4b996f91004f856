package io.sonde.exporter.config;

import java.util.List;

/** A password from the configuration or from the environment; empty when none was given. */
final class FixedPassword implements Password {

    static final FixedPassword NONE = new FixedPassword("");

    private final String value;

    FixedPassword(String value) {
        this.value = value;
    }

    @Override
    public String current() {
        return value;
    }

    @Override
    public List<String> known() {
        return List.of(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FixedPassword password && password.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value.isEmpty() ? "no password" : "a password";
    }
}
