package io.sonde.verify.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.verify.promql.Expression.LabelUse;
import io.sonde.verify.promql.Expression.Matcher;
import io.sonde.verify.promql.Expression.Selector;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExpressionTest {
    @Test
    void findsMetricsWithTheirConditions() {
        Expression expression =
                Expression.of("rate(a_total{x=\"1\", y=~'b|c', z!=\"\"}[5m]) / on (x) up > 0.5e3 # b_total");

        assertThat(expression.selectors())
                .containsExactly(
                        new Selector(
                                "a_total",
                                List.of(
                                        new Matcher("x", "=", "1"),
                                        new Matcher("y", "=~", "b|c"),
                                        new Matcher("z", "!=", "")),
                                "rate",
                                "5m"),
                        new Selector("up", List.of(), "", ""));
    }

    @Test
    void keywordsAndFunctionsAreNoMetrics() {
        Expression expression = Expression.of(
                "topk(3, sum by (a) (rate(m[1h] @ end() offset 1d))) and bool or histogram_quantile(0.9, n) unless time() < inf");

        assertThat(expression.selectors()).extracting(Selector::metric).containsExactly("m", "n");
    }

    @Test
    void groupingIsOfWhatItAggregates() {
        assertThat(uses("sum by (a, b) (m) / sum(n) without (c)")).containsExactly("[a, b] of [m]", "[c] of [n]");
        assertThat(uses("max without () (rate(m[5m]) + n)")).containsExactly("[] of [m, n]");
    }

    @Test
    void joinsAreOfEverything() {
        assertThat(uses("m * on (a) group_left (b) n")).containsExactly("[a] of [m, n]", "[b] of [m, n]");
        assertThat(uses("m * on () group_left n")).containsExactly("[] of [m, n]");
    }

    @Test
    void rewritingCreatesALabelOutOfOthers() {
        Expression replaced = Expression.of("label_replace(max by (a) (m), \"new\", \"$1\", \"a\", \"(.*)\") + n");
        Expression joined = Expression.of("label_join(m, \"new\", \"-\", \"a\", \"b\")");

        assertThat(replaced.created()).containsExactly("new");
        assertThat(uses(replaced)).containsExactly("[a] of [m]", "[a] of [m]");
        assertThat(uses(joined)).containsExactly("[a, b] of [m]");
    }

    @Test
    void refusesWhatItCannotFollow() {
        assertThatThrownBy(() -> Expression.of("sum by (a (m)")).hasMessageContaining("does not close");
        assertThatThrownBy(() -> Expression.of("m{a=\"b")).hasMessageContaining("does not end");
        assertThatThrownBy(() -> Expression.of("m{a=\"b\"")).hasMessageContaining("does not close");
        assertThatThrownBy(() -> Expression.of("rate(m[$__rate_interval])")).hasMessageContaining("'$'");
    }

    private static List<String> uses(String expr) {
        return uses(Expression.of(expr));
    }

    private static List<String> uses(Expression expression) {
        return expression.uses().stream().map(ExpressionTest::readable).toList();
    }

    private static String readable(LabelUse use) {
        return use.labels() + " of " + use.of().stream().map(Selector::metric).toList();
    }
}
