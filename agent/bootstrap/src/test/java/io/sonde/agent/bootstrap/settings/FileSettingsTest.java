package io.sonde.agent.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.bootstrap.failure.LogLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings from a file, and what its changes do while the application runs. */
final class FileSettingsTest {

    @TempDir
    Path directory;

    private final List<String> said = new ArrayList<>();
    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("sonde.properties");
    }

    @Test
    void everyKeyIsReadFromTheFile() throws IOException {
        write("""
                \uFEFF# of the shop
                enabled = false
                sonde.host=127.0.0.1
                port : 1 = x

                queries.held=10\r
                queries.published =5
                server.aliases = localhost:5432=db:6432; 127.0.0.1=db
                log.level=debug
                executions.long = 500ms
                start.wait=1m""");
        AgentSettings settings = read("").get();
        assertThat(settings)
                .isEqualTo(new AgentSettings(
                        file.toString(),
                        false,
                        "127.0.0.1",
                        9476,
                        10,
                        5,
                        Map.of("localhost:5432", "db:6432", "127.0.0.1", "db"),
                        LogLevel.DEBUG,
                        500_000_000L,
                        60_000_000_000L));
        assertThat(said)
                .containsExactly(
                        "WARN " + file + " line 4: unknown key \"port : 1\" (known: config, enabled, host, port,"
                                + " queries.held, queries.published, server.aliases, log.level, executions.long, start.wait); it is ignored");
    }

    @Test
    void whatIsWrongIsToldWithItsLine() throws IOException {
        write("""
                prot = 9480
                port = many
                nonsense
                queries.held = 5
                queries.held = 6
                config = other
                queries.published=x\u0007%s
                """.formatted("x".repeat(100)));
        LiveSettings settings = read("");
        assertThat(settings.get().queriesHeld()).isEqualTo(6);
        assertThat(settings.get().port()).isEqualTo(9476);
        assertThat(settings.lastReadingSuccessful()).isFalse();
        assertThat(settings.lastSuccessMillis()).isZero();
        assertThat(said)
                .containsExactly(
                        "WARN " + file + " line 1: unknown key \"prot\", did you mean \"port\"?; it is ignored",
                        "WARN " + file + " line 3 is not of the form key = value; it is ignored",
                        "WARN " + file + " line 5: queries.held is set in line 4 already; the later holds",
                        "WARN " + file + " line 6: a file cannot name another file; it is ignored",
                        "WARN " + file + " line 2: port is \"many\" but must be a number from 0 to 65535; using 9476",
                        "WARN " + file + " line 7: queries.published is \"x?" + "x".repeat(58)
                                + "…\" but must be a number from 1 to 100000; using 200");
    }

    @Test
    void everythingElseGoesBeforeTheFile() throws IOException {
        write("port=1\nqueries.held=1\nqueries.published=1\nhost=file\n");
        AgentSettings settings = LiveSettings.read(
                        "port=2",
                        Map.of("sonde.config", file.toString(), "sonde.port", "3", "sonde.queries.held", "3"),
                        Map.of("SONDE_PORT", "4", "SONDE_QUERIES_HELD", "4", "SONDE_QUERIES_PUBLISHED", "4"),
                        this::say)
                .get();
        assertThat(settings.port()).isEqualTo(2);
        assertThat(settings.queriesHeld()).isEqualTo(3);
        assertThat(settings.queriesPublished()).isEqualTo(4);
        assertThat(settings.host()).isEqualTo("file");
    }

    @Test
    void aMissingFileIsToldAndReadWhenItAppears() throws IOException {
        LiveSettings settings = read("");
        assertThat(settings.get().queriesPublished()).isEqualTo(200);
        assertThat(settings.lastReadingSuccessful()).isFalse();
        assertThat(said)
                .containsExactly("WARN cannot read the configuration file: " + file
                        + " (No such file or directory); the other settings hold");
        assertThat(settings.look()).isFalse();
        write("queries.published=7");
        follow(settings);
        assertThat(settings.get().queriesPublished()).isEqualTo(7);
        assertThat(settings.lastReadingSuccessful()).isTrue();
        assertThat(settings.lastSuccessMillis()).isPositive();
    }

    @Test
    void aHugeFileIsNotRead() throws IOException {
        write("#".repeat(SettingsFile.MAX_BYTES + 1));
        assertThat(read("").lastReadingSuccessful()).isFalse();
        assertThat(said).singleElement().asString().contains("larger than 65536 bytes");
    }

    @Test
    void changesTakeEffectThatNeedNoRestartAndTheOthersAreTold() throws IOException {
        write("queries.published=7\nport=1\nhost=a");
        LiveSettings settings = read("host=given");
        write("queries.published=8\nport=2\nhost=b\nlog.level=info\nqueries.held=9\nexecutions.long=1h");
        follow(settings);
        assertThat(settings.get())
                .isEqualTo(new AgentSettings(
                        file.toString(),
                        true,
                        "given",
                        1,
                        2000,
                        8,
                        Map.of(),
                        LogLevel.INFO,
                        3_600_000_000_000L,
                        10_000_000_000L));
        assertThat(said)
                .containsExactly(
                        "INFO " + file
                                + " was read again: queries.published is 8, log.level is info, executions.long is 1h",
                        "WARN " + file + " line 3: host has no effect: agent argument host goes before it",
                        "WARN " + file
                                + " line 2: port has changed; that takes effect when the application is restarted",
                        "WARN " + file
                                + " line 5: queries.held has changed; that takes effect when the application is restarted");
        said.clear();
        write("port=2");
        follow(settings);
        assertThat(settings.get().queriesPublished()).isEqualTo(200);
        assertThat(settings.get().port()).isEqualTo(1);
        assertThat(said)
                .containsExactly("INFO " + file + " was read again: queries.published is the default,"
                        + " log.level is the default, executions.long is the default");
    }

    @Test
    void aChangeThatIsWrongInAnythingChangesNothingAndIsToldOnce() throws IOException {
        write("queries.published=7");
        LiveSettings settings = read("");
        long before = settings.lastSuccessMillis();
        write("queries.published=8\nlog.levle=info\nport=x");
        follow(settings);
        follow(settings);
        assertThat(settings.get().queriesPublished()).isEqualTo(7);
        assertThat(settings.lastReadingSuccessful()).isFalse();
        assertThat(settings.lastSuccessMillis()).isEqualTo(before).isPositive();
        assertThat(said)
                .containsExactly("WARN the changed configuration is not used: " + file
                        + " line 2: unknown key \"log.levle\", did you mean \"log.level\"?; " + file
                        + " line 3: port is \"x\" but must be a number from 0 to 65535. The settings from before hold");
        Files.delete(file);
        follow(settings);
        assertThat(settings.get().queriesPublished()).isEqualTo(7);
        assertThat(said).hasSize(2).last().asString().contains("(No such file or directory)");
        write("queries.published=9");
        follow(settings);
        assertThat(settings.get().queriesPublished()).isEqualTo(9);
        assertThat(settings.lastReadingSuccessful()).isTrue();
    }

    @Test
    void aFileThatIsBeingWrittenIsNotUsed() throws IOException {
        write("queries.published=7");
        LiveSettings settings = read("");
        write("");
        assertThat(settings.look()).isTrue();
        write("queries.published=8");
        assertThat(settings.look()).isTrue();
        assertThat(settings.get().queriesPublished()).isEqualTo(7);
        assertThat(settings.look()).isFalse();
        assertThat(settings.get().queriesPublished()).isEqualTo(8);
        assertThat(said).containsExactly("INFO " + file + " was read again: queries.published is 8");
    }

    @Test
    void withoutAFileThereIsNothingToLookAt() {
        LiveSettings settings = LiveSettings.read("config=", Map.of(), Map.of(), this::say);
        assertThat(settings.hasFile()).isFalse();
        assertThat(settings.look()).isFalse();
        assertThat(settings.lastReadingSuccessful()).isTrue();
    }

    private void follow(LiveSettings settings) {
        settings.look();
        assertThat(settings.look()).isFalse();
    }

    private LiveSettings read(String arguments) {
        return LiveSettings.read("config=" + file + "," + arguments, Map.of(), Map.of(), this::say);
    }

    private void say(LogLevel level, String sentence) {
        said.add(level + " " + sentence);
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }
}
