package io.sonde.verify.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path machine;

    /** A folder that looks like a JDK. */
    private Path jdk(String path, String version) throws IOException {
        Path home = machine.resolve(path);
        Path java = new Jdk(home, 0).java();
        Files.createDirectories(java.getParent());
        Files.createFile(java);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    @Test
    void theJdkThatRunsThisIsFound() {
        int feature = Runtime.version().feature();

        assertThat(Jdk.find(feature).orElseThrow().feature()).isEqualTo(feature);
    }

    @Test
    void foldersAreScannedAndBundlesLookedInto() throws IOException {
        jdk("jvm/jdk-98", "98.0.2");
        Path home = jdk("jvm/jdk-99.jdk/Contents/Home", "99.0.1");
        Files.createDirectories(machine.resolve("jvm/not-a-jdk"));

        assertThat(Jdk.find(99, Map.of(), List.of(machine.resolve("missing"), machine.resolve("jvm"))))
                .contains(new Jdk(home, 99));
    }

    @Test
    void theEnvironmentComesFirst() throws IOException {
        jdk("jvm/jdk-99", "99");
        Path mine = jdk("mine", "99-ea");

        assertThat(Jdk.find(99, Map.of("SONDE_JDK_99", mine.toString()), List.of(machine.resolve("jvm"))))
                .contains(new Jdk(mine, 99));
    }

    @Test
    void aFolderOfAnotherReleaseIsNotTaken() throws IOException {
        Path mine = jdk("mine", "98");

        assertThat(Jdk.find(99, Map.of("SONDE_JDK_99", mine.toString()), List.of()))
                .isEmpty();
    }
}
