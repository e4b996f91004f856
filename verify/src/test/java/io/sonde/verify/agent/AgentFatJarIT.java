package io.sonde.verify.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.agent.app.Workload;
import io.sonde.verify.jdk.Jdk;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.loader.launch.JarLauncher;

/** An application in one jar as Spring Boot packs it: the driver is a jar in that jar. */
final class AgentFatJarIT {

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void eachExecutionCountsOnce(int version, @TempDir Path folder) throws Exception {
        Path jar = folder.resolve("application.jar");
        pack(jar);
        int port = AgentRun.freePort();
        AgentRun run = AgentRun.of(
                        Jdk.require(version),
                        port,
                        List.of("-javaagent:" + AgentRun.agentJar() + "=host=127.0.0.1,port=" + port),
                        List.of("-jar", jar.toString()),
                        "pool",
                        "jdbc:h2:mem:fat")
                .succeeded();
        assertThat(AgentJdbcIT.counts(run, "db_namespace=\"fat\",db_system_name=\"h2database\""))
                .containsExactlyInAnyOrderElementsOf(AgentJdbcIT.EXPECTED);
        assertThat(run.ownError()).doesNotContain("[sonde]");
        run.withoutSuppressedFailures();
    }

    private static void pack(Path jar) throws IOException, URISyntaxException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, JarLauncher.class.getName());
        attributes.putValue("Start-Class", Workload.class.getName());
        attributes.putValue("Spring-Boot-Classes", "BOOT-INF/classes/");
        attributes.putValue("Spring-Boot-Lib", "BOOT-INF/lib/");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            addLoader(out);
            addClasses(out);
            out.putNextEntry(new JarEntry("BOOT-INF/lib/"));
            for (Class<?> type :
                    List.of(org.h2.Driver.class, com.zaxxer.hikari.HikariDataSource.class, org.slf4j.Logger.class)) {
                Path library = Path.of(AgentRun.jar(type));
                addStored(out, "BOOT-INF/lib/" + library.getFileName(), Files.readAllBytes(library));
            }
        }
    }

    private static void addLoader(JarOutputStream out) throws IOException, URISyntaxException {
        try (JarFile loader = new JarFile(AgentRun.jar(JarLauncher.class))) {
            for (Enumeration<JarEntry> entries = loader.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().startsWith("org/")) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    loader.getInputStream(entry).transferTo(out);
                }
            }
        }
    }

    private static void addClasses(JarOutputStream out) throws IOException, URISyntaxException {
        String folder = Workload.class.getPackageName().replace('.', '/');
        Path classes = Path.of(AgentRun.jar(Workload.class));
        out.putNextEntry(new JarEntry("BOOT-INF/classes/"));
        try (Stream<Path> files = Files.list(classes.resolve(folder))) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().matches("(Workload|OwnPage).*\\.class")) {
                    out.putNextEntry(new JarEntry("BOOT-INF/classes/" + folder + "/" + file.getFileName()));
                    Files.copy(file, out);
                }
            }
        }
    }

    /** A jar in the jar must not be compressed. */
    private static void addStored(JarOutputStream out, String name, byte[] content) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(content);
        JarEntry entry = new JarEntry(name);
        entry.setMethod(JarEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        out.putNextEntry(entry);
        out.write(content);
    }
}
