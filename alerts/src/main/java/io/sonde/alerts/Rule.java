package io.sonde.alerts;

import java.util.Map;

/** One rule of a rule file. */
public sealed interface Rule {
    /** The alert's name, or that of the recorded series. */
    String name();

    /** PromQL. */
    String expr();

    /** What the rule adds to the labels of its expression. */
    Map<String, String> labels();

    /** A series that Prometheus computes. */
    record Recording(String name, String expr, Map<String, String> labels) implements Rule {}

    /**
     * An alert.
     *
     * @param waits for how long the expression must hold, as Prometheus writes durations; {@code 0s} for not at all
     * @param keeps for how long it fires after the expression stopped holding
     */
    record Alert(
            String name,
            String expr,
            Map<String, String> labels,
            String waits,
            String keeps,
            Map<String, String> annotations)
            implements Rule {
        /** {@code critical}, {@code warning} or {@code info}; empty if there is none. */
        public String severity() {
            return labels.getOrDefault("severity", "");
        }
    }
}
