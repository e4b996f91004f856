package io.sonde.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The committed reference is what the rules say. {@code -Dsonde.write=true} writes it anew. */
final class AlertsReferenceTest {
    private static final Path ROOT = Path.of(System.getProperty("sonde.root"));

    @Test
    void theReferenceIsUpToDate() throws IOException {
        String expected = AlertsReference.of(
                RuleFile.readAll(ROOT.resolve(RuleFile.DIRECTORY)), RuleFile.read(ROOT.resolve(RuleFile.SETTINGS)));
        Path file = ROOT.resolve("docs/alerts.md");
        if (Boolean.getBoolean("sonde.write")) {
            Files.writeString(file, expected);
        }
        assertThat(file).as("rewrite with -Dsonde.write=true").hasContent(expected);
    }
}
