package io.sonde.benchmarks.start;

import java.util.Arrays;
import java.util.List;

/**
 * A way to start a JVM that is compared with others.
 *
 * @param name as the table has it
 * @param options of the JVM; {@code {port}} stands for a free port, on which a page of metrics is then served
 */
record Variant(String name, List<String> options) {

    static final Variant BARE = new Variant("bare", List.of());

    private static final String PORT = "{port}";

    /** From {@code name=option option …}; an option cannot have a space in it. */
    static Variant parse(String text) {
        int at = text.indexOf('=');
        if (at < 1) {
            throw new IllegalArgumentException("a variant is name=options, not " + text);
        }
        return new Variant(
                text.substring(0, at),
                Arrays.asList(text.substring(at + 1).strip().split("\\s+", -1)));
    }

    boolean servesPage() {
        return options.stream().anyMatch(option -> option.contains(PORT));
    }

    List<String> options(int port) {
        return options.stream()
                .map(option -> option.replace(PORT, Integer.toString(port)))
                .toList();
    }
}
