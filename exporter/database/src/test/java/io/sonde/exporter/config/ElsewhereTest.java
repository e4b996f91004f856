package io.sonde.exporter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Targets from the environment and from further files, and passwords from commands. */
class ElsewhereTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    private Path folder;

    @Test
    void theEnvironmentAloneIsEnough() throws Exception {
        ExporterConfig config = new ExporterConfigReader(Map.of(
                        "SONDE_TARGET_BIG_SHOP_URL", "jdbc:postgresql://db/shop",
                        "SONDE_TARGET_BIG_SHOP_PASSWORD", "a ${b} c",
                        "SONDE_TARGET_BIG_SHOP_STATEMENT_TIMEOUT", "2s",
                        "SONDE_TARGET_B_NAME", "second",
                        "SONDE_TARGET_B_URL", "jdbc:mysql://db/"))
                .read(folder.resolve("none.yml"));
        assertThat(config.targets()).extracting(TargetConfig::name).containsExactly("second", "big_shop");
        TargetConfig shop = config.targets().get(1);
        assertThat(shop.password().current()).isEqualTo("a ${b} c");
        assertThat(shop.statementTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.web().listenAddress()).isEqualTo(new HostPort("", 9477));
    }

    @Test
    void whatIsWrongInTheEnvironmentIsSaidByName() {
        assertThatThrownBy(() -> new ExporterConfigReader(Map.of(
                                "SONDE_TARGET_SHOP_URL", "db/shop",
                                "SONDE_TARGET_SHOP_ULR", "x"))
                        .read(folder.resolve("none.yml")))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "environment: SONDE_TARGET_SHOP_ULR: expected SONDE_TARGET_NAME_KEY with a key of a target that"
                                + " takes one value\nenvironment: SONDE_TARGET_SHOP.url: expected a URL such as"
                                + " `jdbc:postgresql://db.internal:5432/shop`; found a text that does not begin with jdbc:");
    }

    @Test
    void filesAreFoundByPatternAndWhatIsWrongNamesThem() throws Exception {
        Files.createDirectories(folder.resolve("d"));
        Files.writeString(folder.resolve("d/a.yml"), "targets: [{name: a, url: 'jdbc:postgresql://db/a'}]\n");
        Files.writeString(folder.resolve("d/b.txt"), "no\n");
        Path main = Files.writeString(
                folder.resolve("sonde.yml"),
                "targets_files: [d/*.yml, none/*.yml]\ntargets: [{name: m, url: 'jdbc:postgresql://db/m'}]\n");
        ExporterConfig config = new ExporterConfigReader(Map.of()).read(main);
        assertThat(config.targets()).extracting(TargetConfig::name).containsExactly("m", "a");
        String state = config.targetsFiles().state();
        Path c = Files.writeString(folder.resolve("d/c.yml"), "targets: [{name: m, url: 'jdbc:postgresql://db/c'}]\n");
        assertThat(config.targetsFiles().state()).isNotEqualTo(state);
        assertThatThrownBy(() -> new ExporterConfigReader(Map.of()).read(main))
                .hasMessage(c + ":1: targets[0].name: a second target of the name \"m\"; names must be unique");
    }

    @Test
    void aCommandsOutputIsUsedForItsTime() throws Exception {
        Path count = folder.resolve("count");
        PasswordCommand kept = new PasswordCommand(
                List.of("sh", "-c", "echo x >> " + count + "; wc -l < " + count), Duration.ofHours(1));
        assertThat(kept.current()).isEqualTo("1");
        assertThat(kept.current()).isEqualTo("1");
        PasswordCommand fresh =
                new PasswordCommand(List.of("sh", "-c", "echo x >> " + count + "; wc -l < " + count), Duration.ZERO);
        assertThat(fresh.current()).isEqualTo("2");
        assertThat(fresh.current()).isEqualTo("3");
        assertThat(fresh.known()).containsExactly("3", "2");
        assertThatThrownBy(() -> new PasswordCommand(List.of("sh", "-c", "exit 3", "secret"), Duration.ZERO).current())
                .isInstanceOf(IOException.class)
                .hasMessage("the password command sh ended with exit code 3");
    }

    @Test
    void choices() {
        assertThat(Choice.ALL.includes("x")).isTrue();
        Choice choice = new Choice(List.of("shop*", "a?c"), List.of("shop_old"));
        assertThat(choice.includes("shop")).isTrue();
        assertThat(choice.includes("abc")).isTrue();
        assertThat(choice.includes("a.c")).isTrue();
        assertThat(choice.includes("ac")).isFalse();
        assertThat(choice.includes("shop_old")).isFalse();
        assertThat(choice.fittingNone(List.of("shop", "shop_old"))).containsExactly("a?c");
    }
}
