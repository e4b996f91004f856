package io.sonde.verify.lint;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Every expression of the repository that somebody may run, Grafana's variables replaced. */
public final class AllExpressions {
    private AllExpressions() {}

    public static List<String> read(Path root) {
        return Stream.of(
                        CommittedDashboard.readAll(root).stream()
                                .flatMap(dashboard -> Expressions.of(dashboard).stream()),
                        Expressions.ofRules(root).stream(),
                        Expressions.ofRunbooks(root).stream())
                .flatMap(expressions -> expressions)
                .map(NamedExpression::expr)
                .toList();
    }
}
