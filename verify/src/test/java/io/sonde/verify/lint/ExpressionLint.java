package io.sonde.verify.lint;

import io.sonde.core.metric.MetricSpec;
import io.sonde.core.metric.MetricType;
import io.sonde.verify.promql.Expression;
import io.sonde.verify.promql.Expression.LabelUse;
import io.sonde.verify.promql.Expression.Matcher;
import io.sonde.verify.promql.Expression.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Says what is wrong with an expression: names that no series has, and rates of what is no counter. */
final class ExpressionLint {
    private static final Set<String> FOR_COUNTERS = Set.of("rate", "irate", "increase", "resets");

    private final Vocabulary vocabulary;

    ExpressionLint(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** One line per fault; none for an expression that is right. */
    List<String> faults(String expr) {
        Expression expression = Expression.of(expr);
        List<String> faults = new ArrayList<>();
        if (expression.selectors().isEmpty()) {
            faults.add("takes no series at all");
        }
        for (Selector selector : expression.selectors()) {
            check(selector, faults);
        }
        for (LabelUse use : expression.uses()) {
            for (String label : use.labels()) {
                if (!expression.created().contains(label) && use.of().stream().noneMatch(of -> has(of, label))) {
                    faults.add("label " + label + " is on none of "
                            + use.of().stream().map(Selector::metric).toList());
                }
            }
        }
        return faults;
    }

    private void check(Selector selector, List<String> faults) {
        String metric = selector.metric();
        if (vocabulary.labels(metric).isEmpty()) {
            faults.add("no such series: " + (metric.isEmpty() ? "one without a name" : metric));
            return;
        }
        for (Matcher matcher : selector.matchers()) {
            if (!has(selector, matcher.label())) {
                faults.add(metric + " has no label " + matcher.label());
            }
        }
        if (FOR_COUNTERS.contains(selector.function())
                && !Vocabulary.spec(metric).map(ExpressionLint::counts).orElse(false)) {
            faults.add(selector.function() + " of " + metric + ", which is no counter");
        }
        if (Vocabulary.isByQuery(metric) && !selector.has("query_id", "!=", "") && !metric.startsWith("sonde_")) {
            faults.add(metric + " without query_id!=\"\": series of other agents would count too");
        }
    }

    private static boolean counts(MetricSpec spec) {
        return spec.type() == MetricType.COUNTER || spec.type() == MetricType.HISTOGRAM;
    }

    private boolean has(Selector selector, String label) {
        return vocabulary.labels(selector.metric()).orElse(Set.of()).contains(label);
    }
}
