package io.sonde.demo.page;

import java.util.Map;

/** One line of a page: a name, its labels, a value. A label that is absent is the same as an empty one. */
public record Sample(String name, Map<String, String> labels, double value) {
    /** The label's value, empty if there is no such label. */
    public String label(String label) {
        return labels.getOrDefault(label, "");
    }
}
