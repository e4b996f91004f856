package io.sonde.verify.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What is in the agent's jar, and what is not. */
final class AgentJarIT {

    @Test
    void theApplicationFindsNoClassButTheBootstrapPart() throws Exception {
        assertThat(entries())
                .filteredOn(name -> name.endsWith(".class"))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("io/sonde/core/") || name.startsWith("io/sonde/agent/bootstrap/"));
        assertThat(entries())
                .filteredOn(name -> !name.startsWith("engine/") && !name.endsWith(".class") && !name.endsWith("/"))
                .containsExactlyInAnyOrder("META-INF/MANIFEST.MF", "META-INF/LICENSE", "META-INF/NOTICE");
    }

    @Test
    void itIsSmallAndTheSameFromTheSameSources() throws Exception {
        File jar = AgentRun.agentJar().toFile();
        assertThat(Files.size(jar.toPath())).isLessThan(4 * 1024 * 1024);
        try (JarFile file = new JarFile(jar)) {
            assertThat(file.stream().map(entry -> entry.getTimeLocal()).distinct())
                    .hasSize(1);
            assertThat(file.getManifest().getMainAttributes().keySet())
                    .extracting(Object::toString)
                    .containsExactlyInAnyOrder(
                            "Manifest-Version", "Implementation-Title", "Implementation-Version", "Premain-Class");
        }
    }

    private static List<String> entries() throws Exception {
        try (JarFile file = new JarFile(AgentRun.agentJar().toFile())) {
            return file.stream().map(entry -> entry.getName()).toList();
        }
    }
}
