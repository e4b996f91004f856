package io.sonde.verify.jdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A JDK of this machine.
 *
 * @param home the folder with {@code bin} and {@code release} in it
 * @param feature 17, 25 and so on
 */
public record Jdk(Path home, int feature) {

    /**
     * A JDK of this feature release. The test that asks is skipped when there is none; with {@code SONDE_FULL=1} it fails.
     *
     * <p>Looked for in the environment ({@code SONDE_JDK_25}, {@code JAVA_HOME}), in the JDK that runs this, and in the
     * folders where packages and SDKMAN put them.
     */
    public static Jdk require(int feature) {
        Optional<Jdk> found = find(feature);
        if (found.isEmpty()) {
            String message = "not run: no JDK " + feature + " found; set SONDE_JDK_" + feature + " to its folder";
            if ("1".equals(System.getenv("SONDE_FULL"))) {
                Assertions.fail(message);
            }
            Assumptions.abort(message);
        }
        return found.orElseThrow();
    }

    /** A JDK of this feature release, if there is one. */
    public static Optional<Jdk> find(int feature) {
        return find(feature, System.getenv(), candidateFolders());
    }

    static Optional<Jdk> find(int feature, Map<String, String> environment, List<Path> folders) {
        Stream<Path> named = Stream.of("SONDE_JDK_" + feature, "JAVA_HOME")
                .map(environment::get)
                .filter(value -> value != null && !value.isBlank())
                .map(Path::of);
        Stream<Path> running = Stream.of(Path.of(System.getProperty("java.home")));
        Stream<Path> installed = folders.stream().flatMap(Jdk::homesIn);
        return Stream.of(named, running, installed)
                .flatMap(homes -> homes)
                .map(Jdk::read)
                .flatMap(Optional::stream)
                .filter(jdk -> jdk.feature == feature)
                .findFirst();
    }

    private static List<Path> candidateFolders() {
        Path user = Path.of(System.getProperty("user.home"));
        return List.of(
                Path.of("/usr/lib/jvm"),
                Path.of("/usr/java"),
                Path.of("/opt"),
                Path.of("/opt/java"),
                Path.of("/opt/hostedtoolcache/Java_Temurin-Hotspot_jdk"),
                user.resolve(".sdkman/candidates/java"),
                user.resolve(".jdks"),
                user.resolve("Library/Java/JavaVirtualMachines"),
                Path.of("/Library/Java/JavaVirtualMachines"),
                Path.of("/opt/homebrew/opt"),
                Path.of("C:/Program Files/Java"),
                Path.of("C:/Program Files/Eclipse Adoptium"));
    }

    private static Stream<Path> homesIn(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            // On macOS the home is inside the bundle, with Homebrew inside a bundle inside the cellar's link.
            return children.sorted().toList().stream()
                    .flatMap(child -> Stream.of(
                            child,
                            child.resolve("Contents/Home"),
                            child.resolve("libexec/openjdk.jdk/Contents/Home"),
                            child.resolve("x64")));
        } catch (IOException | SecurityException e) {
            return Stream.empty();
        }
    }

    /** Reads the file {@code release} that every JDK has. Only one that can run counts. */
    private static Optional<Jdk> read(Path home) {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release) || !Files.isExecutable(java(home))) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(release)) {
            properties.load(in);
            String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
            return Optional.of(new Jdk(home, Runtime.Version.parse(version).feature()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The launcher. */
    public Path java() {
        return java(home);
    }

    private static Path java(Path home) {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        return home.resolve("bin").resolve(windows ? "java.exe" : "java");
    }
}
