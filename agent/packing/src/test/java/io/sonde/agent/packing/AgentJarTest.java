package io.sonde.agent.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AgentJarTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void writeMeta() throws IOException {
        for (String name : List.of("MANIFEST.MF", "LICENSE", "NOTICE")) {
            Files.writeString(directory.resolve(name), name);
        }
    }

    @Test
    void theBootPartIsAtTheRootAndTheEngineUnderItsOwn() throws Exception {
        Path boot =
                jar("boot.jar", "io/sonde/B.class", "io/sonde/package-info.class", "org/Other.class", "io/sonde/text");
        Path engine = jar(
                "engine.jar",
                "z/text",
                "META-INF/MANIFEST.MF",
                "META-INF/maven/pom.xml",
                "META-INF/services/S",
                "a/package-info.class",
                "a/E.class");
        Path made = directory.resolve("made.jar");
        AgentJar.write(made, directory, engine, List.of(boot));
        try (ZipFile jar = new ZipFile(made.toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName).toList())
                    .containsExactly(
                            "META-INF/MANIFEST.MF",
                            "META-INF/LICENSE",
                            "META-INF/NOTICE",
                            "io/sonde/B.class",
                            "engine/META-INF/services/S",
                            "engine/z/text",
                            "engine/index",
                            "engine/classes");
            assertThat(jar.stream()).allMatch(entry -> entry.getMethod() == ZipEntry.STORED);
            assertThat(text(jar, "engine/classes")).isEqualTo("\0\3a.Ea/E.class");
            assertThat(text(jar, "engine/index")).isEqualTo("\0\1\161\370\0\0\0\0");
        }
    }

    private static String text(ZipFile jar, String entry) throws IOException {
        try (InputStream in = jar.getInputStream(jar.getEntry(entry))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void theSameInputIsTheSameBytesInAnyOrderAndZone() throws Exception {
        Path made = directory.resolve("made.jar");
        AgentJar.write(made, directory, jar("e1.jar", "a", "b", "c"), List.of());
        byte[] here = Files.readAllBytes(made);
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            AgentJar.write(made, directory, jar("e2.jar", "c", "b", "a"), List.of());
        } finally {
            TimeZone.setDefault(zone);
        }
        assertThat(Files.readAllBytes(made)).isEqualTo(here);
    }

    @Test
    void aClassThatIsThereTwiceIsAnError() throws Exception {
        Path one = jar("one.jar", "io/sonde/B.class");
        Path two = jar("two.jar", "io/sonde/B.class");
        Path engine = jar("engine.jar", "a/E.class");
        assertThatThrownBy(() -> AgentJar.write(directory.resolve("made.jar"), directory, engine, List.of(one, two)))
                .hasMessageContaining("io/sonde/B.class");
    }

    /** A jar of files that each hold their own name. */
    private Path jar(String file, String... names) throws IOException {
        Path jar = directory.resolve(file);
        try (OutputStream bytes = Files.newOutputStream(jar);
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (String name : names) {
                out.putNextEntry(new ZipEntry(name));
                out.write(name.getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return jar;
    }
}
