package io.sonde.verify.promql;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an expression names.
 *
 * @param selectors the metrics it takes, in the order of the text
 * @param uses the labels it groups, joins and rewrites by
 * @param created the labels that {@code label_replace} and {@code label_join} add
 */
public record Expression(List<Selector> selectors, List<LabelUse> uses, Set<String> created) {

    /**
     * A metric and its conditions.
     *
     * @param metric empty where the selector has no name outside its braces
     * @param function the function called on it directly, such as {@code rate}; empty if none is
     * @param range what stands between the brackets; empty if none do
     */
    public record Selector(String metric, List<Matcher> matchers, String function, String range) {
        public boolean has(String label, String operator, String value) {
            return matchers.contains(new Matcher(label, operator, value));
        }
    }

    /** A condition on a label. */
    public record Matcher(String label, String operator, String value) {}

    /** Labels, and the selectors of which at least one must have each of them. */
    public record LabelUse(List<String> labels, List<Selector> of) {}

    public Expression {
        selectors = List.copyOf(selectors);
        uses = List.copyOf(uses);
        created = Set.copyOf(new HashSet<>(created));
    }

    /**
     * Reads an expression without Grafana's variables.
     *
     * @throws IllegalArgumentException where it is not PromQL; not everything that is none is noticed
     */
    public static Expression of(String expr) {
        return new Reader(Scanner.scan(expr)).read();
    }
}
