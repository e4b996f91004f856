package io.sonde.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.dashboards.grafana.Dashboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed JSON is what the code writes. {@code -Dsonde.write=true} writes it anew. */
final class CommittedDashboardsTest {
    private static final Path DIRECTORY = Path.of(System.getProperty("sonde.root"), Dashboards.DIRECTORY);

    @BeforeAll
    static void write() throws IOException {
        if (Boolean.getBoolean("sonde.write")) {
            Files.createDirectories(DIRECTORY);
            for (Dashboard dashboard : Dashboards.all()) {
                Files.writeString(
                        DIRECTORY.resolve(dashboard.fileName()),
                        dashboard.json().toString());
            }
        }
    }

    static List<Dashboard> dashboards() {
        return Dashboards.all();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void theFileIsWhatTheCodeWrites(Dashboard dashboard) throws IOException {
        Path file = DIRECTORY.resolve(dashboard.fileName());
        assertThat(file)
                .as("rewrite with -Dsonde.write=true")
                .hasContent(dashboard.json().toString());
    }

    @Test
    void noFileIsLeftOfADashboardThatIsGone() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Dashboards.all().stream().map(Dashboard::fileName).toList());
        }
    }
}
