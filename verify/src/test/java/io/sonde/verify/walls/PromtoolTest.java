package io.sonde.verify.walls;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.alerts.RuleFile;
import io.sonde.verify.lint.AllExpressions;
import io.sonde.verify.servers.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What promtool says of rules, of their tests, and of every expression in dashboards and runbooks. */
final class PromtoolTest {
    private static final Path ROOT = Path.of(System.getProperty("sonde.root"));

    private Tool promtool;

    @BeforeEach
    void find() {
        promtool = Tool.named("promtool");
    }

    @Test
    void rulesAndSettingsLoad() throws Exception {
        List<String> arguments = new ArrayList<>(List.of("check", "rules", "--lint=all", "--lint-fatal"));
        arguments.addAll(files(ROOT.resolve(RuleFile.DIRECTORY)));
        arguments.add(ROOT.resolve(RuleFile.SETTINGS).toString());
        Tool.Result result = promtool.run("", arguments);
        assertThat(result.output()).contains("SUCCESS").doesNotContain("FAILED");
        assertThat(result.status()).isZero();
    }

    @Test
    void rulesDoWhatTheirTestsSay() throws Exception {
        List<String> arguments = new ArrayList<>(List.of("test", "rules"));
        List<String> tests = files(ROOT.resolve("alerts/tests"));
        assertThat(tests).hasSizeGreaterThanOrEqualTo(3);
        arguments.addAll(tests);
        Tool.Result result = promtool.run("", arguments);
        assertThat(result.status()).as(result.output()).isZero();
    }

    @Test
    void everyExpressionIsPromql(@TempDir Path directory) throws Exception {
        StringBuilder rules = new StringBuilder("groups:\n- name: all\n  rules:\n");
        List<String> expressions = AllExpressions.read(ROOT);
        assertThat(expressions).hasSizeGreaterThan(50);
        for (int i = 0; i < expressions.size(); i++) {
            rules.append("  - record: expression_")
                    .append(i)
                    .append("\n    expr: |\n")
                    .append(expressions.get(i).indent(6));
        }
        Path file = Files.writeString(directory.resolve("expressions.yml"), rules);
        Tool.Result result = promtool.run("check", "rules", "--lint=none", file.toString());
        assertThat(result.output()).contains("SUCCESS: " + expressions.size() + " rules found");
        assertThat(result.status()).isZero();
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Path::toString).sorted().toList();
        }
    }
}
