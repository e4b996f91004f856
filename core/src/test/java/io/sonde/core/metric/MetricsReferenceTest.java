package io.sonde.core.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricsReferenceTest {

    private static final Path FILE = Path.of(System.getProperty("sonde.root"), "docs", "metrics.md");

    @Test
    void theReferenceIsUpToDate() throws IOException {
        String reference = MetricsReference.write();
        if (Boolean.getBoolean("sonde.write")) {
            Files.writeString(FILE, reference);
        }
        assertThat(FILE)
                .as("docs/metrics.md is stale; write it with:"
                        + " mvn -pl core test -Dtest=MetricsReferenceTest -Dsonde.write=true")
                .exists()
                .hasContent(reference);
    }
}
