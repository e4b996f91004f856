package io.sonde.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void help() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(CommandLine.HELP);
        assertThat(err.size()).isZero();
    }

    @Test
    void version() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .matches("sonde-exporter \\S+ \\(query id version \\d+, Java \\d+\\)\\R");
    }

    @Test
    void unknownFlag() {
        assertThat(run("--config=sonde.yml")).isEqualTo(2);
        assertThat(errors()).isEqualTo("""
                sonde-exporter: unknown flag --config; expected one of --config.file, --web.listen-address, --drivers, --log.level, --version, --help
                Try --help.
                """);
    }

    @Test
    void whatIsNoCommandAndNoFlag() {
        assertThat(run("chek")).isEqualTo(2);
        assertThat(run("check", "postgres")).isEqualTo(2);
        assertThat(run("--version=3")).isEqualTo(2);
        assertThat(errors()).isEqualTo("""
                sonde-exporter: unexpected chek; expected a command, check or grants, in the first place, and flags
                Try --help.
                sonde-exporter: unexpected postgres; expected a command, check or grants, in the first place, and flags
                Try --help.
                sonde-exporter: the flag --version takes no value
                Try --help.
                """);
    }

    @Test
    void noFolderOfDrivers(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("sonde.yml"), "targets: [{name: shop, url: 'jdbc:postgresql://127.0.0.1:1/shop'}]\n");
        Path drivers = folder.resolve("drivers");
        assertThat(run("--config.file=" + file, "--drivers=" + drivers)).isEqualTo(1);
        assertThat(errors()).isEqualTo("sonde-exporter: the folder of drivers " + drivers + " does not exist\n");
    }

    @Test
    void checkSaysWhyAHostCannotBeReachedAndWhichFilesAreNotThere(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("sonde.yml"), """
                targets: [{name: shop, url: 'jdbc:postgresql://nonesuch.invalid/shop'}]
                targets_files: [targts/*.yml]
                """);
        assertThat(run("check", "--config.file=" + file)).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("targets_files: there is no file targts/*.yml, or its folder cannot be read")
                .contains("down: unreachable:", "UnknownHostException: nonesuch.invalid");
    }

    @Test
    void flagWithoutItsValue() {
        assertThat(run("--config.file")).isEqualTo(2);
        assertThat(errors()).startsWith("sonde-exporter: the flag --config.file needs a value\n");
    }

    @Test
    void badAddressAndBadLevel() {
        assertThat(run("--web.listen-address", "9477")).isEqualTo(2);
        assertThat(run("--log.level=loud")).isEqualTo(2);
        assertThat(errors()).isEqualTo("""
                sonde-exporter: the flag --web.listen-address expects host:port or :port with a port from 0 to 65535; found 9477
                Try --help.
                sonde-exporter: the flag --log.level expects debug, info, warn or error; found loud
                Try --help.
                """);
    }

    @Test
    void configurationThatCannotBeUsed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("sonde.yml"), "targets:\n");
        assertThat(run("--config.file=" + file)).isEqualTo(2);
        assertThat(errors()).isEqualTo("""
                sonde-exporter: the configuration cannot be used:
                %s:1: targets: expected a list of at least one target
                """.formatted(file));
    }

    @Test
    void portInUse(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("sonde.yml"), "targets: [{name: shop, url: 'jdbc:postgresql://127.0.0.1:1/shop'}]\n");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            assertThat(run("--config.file=" + file, "--web.listen-address=" + address))
                    .isEqualTo(1);
            assertThat(errors())
                    .isEqualTo("sonde-exporter: cannot listen on 127.0.0.1 port " + taken.getLocalPort()
                            + ": the port is in use\n");
        }
    }

    private int run(String... arguments) {
        return Main.run(
                Map.of(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
