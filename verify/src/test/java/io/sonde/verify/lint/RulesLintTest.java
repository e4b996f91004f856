package io.sonde.verify.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.alerts.Rule;
import io.sonde.alerts.RuleFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Rules, and what runbooks tell people to ask, against the catalogue and the dashboards. */
final class RulesLintTest {
    private static final Path ROOT = Path.of(System.getProperty("sonde.root"));
    private static final Pattern LINK = Pattern.compile("/d/([a-z0-9-]+)(.*)");

    private final ExpressionLint lint = new ExpressionLint(Vocabulary.read(ROOT));

    @Test
    void rulesNameOnlyWhatSondeExports() {
        assertThat(faults(Expressions.ofRules(ROOT))).isEmpty();
    }

    @Test
    void runbooksNameOnlyWhatSondeExports() {
        List<NamedExpression> expressions = Expressions.ofRunbooks(ROOT);
        assertThat(expressions).hasSizeGreaterThanOrEqualTo(4);
        assertThat(faults(expressions)).isEmpty();
    }

    private List<String> faults(List<NamedExpression> expressions) {
        List<String> faults = new ArrayList<>();
        for (NamedExpression expression : expressions) {
            lint.faults(expression.expr()).forEach(fault -> faults.add(expression.where() + ": " + fault));
        }
        return faults;
    }

    @Test
    void linksCarryVariablesThatTheirDashboardHas() {
        for (RuleFile file : RuleFile.readAll(ROOT.resolve(RuleFile.DIRECTORY))) {
            for (Rule rule : file.rules()) {
                if (rule instanceof Rule.Alert alert) {
                    String url = alert.annotations().getOrDefault("dashboard_url", "");
                    Matcher link = LINK.matcher(url);
                    assertThat(link.find()).as(url).isTrue();
                    CommittedDashboard dashboard = CommittedDashboard.readAll(ROOT).stream()
                            .filter(candidate -> candidate.uid().equals(link.group(1)))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("no dashboard for " + url));
                    assertThat(DashboardsLintTest.variablesIn(link.group(2)))
                            .as(url)
                            .isNotEmpty()
                            .isSubsetOf(DashboardsLintTest.names(dashboard));
                }
            }
        }
    }
}
