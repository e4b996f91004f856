package io.sonde.verify.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.sonde.demo.Tour;
import io.sonde.exporter.Main;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tour as a process: what it prints, how it ends, and that nothing is left when it has ended. */
class TourIT {
    private static final Path ROOT = Path.of(System.getProperty("sonde.root"));
    private static final Pattern ADDRESS = Pattern.compile("http://localhost:\\d+/\\S*");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    @Test
    void endsByItselfWithATableAndLeavesNothing() throws Exception {
        Process tour = start(ROOT, "--duration=8s --rate=60 --svg=" + directory.resolve("tour.svg"));
        assertThat(tour.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        String output = output();

        assertThat(tour.exitValue()).as(output).isZero();
        assertThat(output)
                .contains("One query, one id, both sides: after 8 s of load", "the server sees")
                .containsPattern("(?m)^select .* [0-9a-f]{16} ")
                .containsPattern("\\d\\d\\.\\d\\d % of [0-9,]+ executions are of queries")
                .doesNotContain("\u001b", "SLF4J", "INFO", "WARN", "Exception");
        assertThat(directory.resolve("tour.svg")).content().contains("One query, one id, both sides");
        assertNothingIsLeft(output, List.of());
    }

    @Test
    void ctrlCStopsAllThatItStarted() throws Exception {
        Process tour = start(ROOT, "--live");
        await("the table", () -> output().contains("executions are of queries"));
        List<ProcessHandle> started = tour.descendants().toList();
        assertThat(started).hasSizeGreaterThanOrEqualTo(2);
        interrupt(tour);
        assertThat(tour.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertNothingIsLeft(output(), started);
        assertThat(output()).doesNotContain("cannot go on", "Could not stop", "Exception");
    }

    @Test
    void ctrlCWhileStartingStopsWhatHadStarted() throws Exception {
        Process tour = start(ROOT, "--live");
        await("the exporter's start", () -> output().contains("Starting the exporter"));
        List<ProcessHandle> started = tour.descendants().toList();
        interrupt(tour);
        assertThat(tour.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertNothingIsLeft(output(), started);
    }

    @Test
    void whatDoesNotStartIsShownWithTheEndOfItsLog() throws Exception {
        Path root = Files.createDirectories(directory.resolve("root"));
        Path dist = Files.createDirectories(root.resolve("dist"));
        Files.copy(ROOT.resolve("dist/sonde-agent.jar"), dist.resolve("sonde-agent.jar"));
        Files.writeString(dist.resolve("sonde-exporter.jar"), "not a jar");
        Process tour = start(root, "--live");
        assertThat(tour.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

        assertThat(tour.exitValue()).isEqualTo(1);
        assertThat(output())
                .contains("The tour cannot go on: exporter ended with status 1; the end of ", "sonde-exporter.jar");
        try (Stream<Path> kept = Files.walk(root.resolve("demo/target/tour"))) {
            assertThat(kept.filter(path -> path.toString().contains("run-") && Files.isRegularFile(path)))
                    .isNotEmpty()
                    .allSatisfy(path -> assertThat(path.toString()).endsWith(".log"));
        }
    }

    @Test
    void aWrongOptionIsStatusTwo() throws Exception {
        Process tour = start(ROOT, "--quick");
        assertThat(tour.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(tour.exitValue()).isEqualTo(2);
        assertThat(output()).startsWith("not an option: --quick").contains("--duration=60s");
    }

    private Process start(Path root, String options) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dsonde.root=" + root,
                        "-classpath",
                        classPath(),
                        Tour.class.getName(),
                        "--free-ports " + options)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
    }

    /** This test's class path without the exporter, which the demo runs from its jar and which would log in its own way. */
    private static String classPath() {
        String exporter = Main.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath()
                .replaceAll("/$", "");
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.endsWith(exporter))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * As the terminal does, though to one process only. A build that runs in the background of a shell has SIGINT ignored, and so have
     * its children; then it is SIGTERM, for which a JVM does the same.
     */
    private static void interrupt(Process tour) throws Exception {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "not run: Windows has no kill -INT");
        String signal = ignoresInterrupts(tour) ? "-TERM" : "-INT";
        int status = new ProcessBuilder("kill", signal, Long.toString(tour.pid()))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(status).isZero();
    }

    private static boolean ignoresInterrupts(Process tour) throws IOException {
        Path status = Path.of("/proc", Long.toString(tour.pid()), "status");
        if (!Files.exists(status)) {
            return false;
        }
        Matcher ignored = Pattern.compile("(?m)^SigIgn:\\s*([0-9a-f]+)$").matcher(Files.readString(status));
        return ignored.find() && (Long.parseUnsignedLong(ignored.group(1), 16) & 2) != 0;
    }

    private String output() {
        try {
            return Files.readString(directory.resolve("output"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertNothingIsLeft(String output, List<ProcessHandle> started) throws IOException {
        assertThat(started).noneMatch(ProcessHandle::isAlive);
        Matcher address = ADDRESS.matcher(output);
        List<Integer> ports = new ArrayList<>();
        while (address.find()) {
            ports.add(URI.create(address.group()).getPort());
        }
        assertThat(ports).noneMatch(TourIT::somebodyListens);
        Matcher logs = Pattern.compile("logs in (.*)\\)").matcher(output);
        assertThat(logs.find()).isTrue();
        assertThat(Path.of(logs.group(1)).getParent()).doesNotExist();
        String data = Path.of(logs.group(1)).resolveSibling("data").toString();
        assertThat(ProcessHandle.allProcesses()
                        .map(process -> process.info().commandLine().orElse(""))
                        .filter(line -> line.contains(data))
                        .collect(Collectors.joining("\n")))
                .isEmpty();
    }

    private static boolean somebodyListens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(String what, Condition condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("waited for " + what).isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
        }
    }
}
