package io.sonde.verify.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.servers.Tool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // Set by JUnit.
class ExporterJarIT {

    private static final Path JAR = Path.of(System.getProperty("sonde.root", ""), "dist", "sonde-exporter.jar");
    private static final Pattern LISTENS = Pattern.compile("listens on 127\\.0\\.0\\.1:(\\d+)");
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    private Path folder;

    @Test
    void isCompleteAndHasNothingElse() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> names = jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> !name.endsWith("/"))
                    .toList();
            assertThat(names)
                    .doesNotHaveDuplicates()
                    .contains(
                            "META-INF/LICENSE",
                            "META-INF/NOTICE",
                            "META-INF/licenses/mariadb-LICENSE",
                            "META-INF/licenses/postgresql-LICENSE",
                            "META-INF/licenses/slf4j-LICENSE",
                            "META-INF/services/java.sql.Driver",
                            "META-INF/services/org.slf4j.spi.SLF4JServiceProvider",
                            "org/mariadb/jdbc/Driver.class",
                            "org/postgresql/Driver.class")
                    .noneMatch(name -> name.startsWith("io/micrometer/")
                            || name.startsWith("org/jspecify/")
                            || name.startsWith("io/sonde/agent/")
                            || name.startsWith("com/mysql/"));
        }
        assertThat(Files.size(JAR)).isLessThan(6_000_000);
    }

    @Test
    void endsAsItSays() throws Exception {
        assertThat(run("--version").text()).startsWith("sonde-exporter ").doesNotContain("development");
        Ended unknown = run("--confg.file=x");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.text()).startsWith("sonde-exporter: unknown flag --confg.file; expected one of ");
        Ended unusable = run("--config.file=nowhere.yml");
        assertThat(unusable.code()).isEqualTo(2);
        assertThat(unusable.text().lines())
                .containsExactly("sonde-exporter: the configuration cannot be used:", "nowhere.yml: no such file");
    }

    @Test
    void startsWithoutItsTargetAndItsPageIsClean() throws Exception {
        Files.writeString(
                folder.resolve("sonde.yml"),
                "targets: [{name: shop, url: 'jdbc:postgresql://127.0.0.1:1/shop', password: hidden-word}]\n");
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command("--web.listen-address=127.0.0.1:0"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port(process, log) + "/metrics"))
                    .build();
            String page = HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();
            assertThat(page).contains("pg_up{", "reason=\"unreachable\"").doesNotContain("hidden-word");
            Tool.Result checked = Tool.named("promtool").run(page, List.of("check", "metrics"));
            assertThat(checked.output()).isEmpty();
            assertThat(checked.status()).isZero();
        } finally {
            process.destroy();
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(Files.readString(log))
                .contains("target shop: no connection: unreachable")
                .doesNotContain("hidden-word");
    }

    private record Ended(int code, String text) {}

    private Ended run(String... arguments) throws IOException, InterruptedException {
        Path log = folder.resolve("ended");
        Process process = new ProcessBuilder(command(arguments))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(log));
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-jar");
        command.add(JAR.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static int port(Process process, Path log) throws IOException, InterruptedException {
        for (int i = 0; i < PATIENCE_SECONDS * 10; i++) {
            Matcher matcher = LISTENS.matcher(Files.readString(log));
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        throw new AssertionError("it does not listen: " + Files.readString(log));
    }
}
