package io.sonde.verify.walls;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.alerts.RuleFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a Prometheus needs to scrape the demo and evaluate the rules, in seconds instead of minutes. */
final class WallsConfiguration {
    static final String APPLICATION = "shop";
    static final String EXPORTER = "sonde-exporter";

    private WallsConfiguration() {}

    static String of(URI agent, URI exporter) {
        return """
                global:
                  scrape_interval: 2s
                  evaluation_interval: 2s
                rule_files: ["*-rules.yml"]
                scrape_configs:
                  - job_name: %s
                    static_configs:
                      - targets: ["%s"]
                  - job_name: %s
                    static_configs:
                      - targets: ["%s"]
                """.formatted(APPLICATION, agent.getAuthority(), EXPORTER, exporter.getAuthority());
    }

    /**
     * The rules as they are, but for their interval: a group of one minute may be evaluated for the first time when a minute
     * has passed. What the sums count is then not minutes; that is for the rules' own tests.
     */
    static Map<String, String> rules(Path root) throws IOException {
        Map<String, String> rules = new HashMap<>();
        try (Stream<Path> files = Files.list(root.resolve(RuleFile.DIRECTORY))) {
            List<Path> all = files.toList();
            assertThat(all).isNotEmpty();
            for (Path file : all) {
                String name = file.getFileName().toString().replace(".yml", "-rules.yml");
                rules.put(name, Files.readString(file).replace("interval: 1m", "interval: 2s"));
            }
        }
        return rules;
    }
}
