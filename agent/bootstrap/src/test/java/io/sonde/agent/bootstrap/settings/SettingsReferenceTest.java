package io.sonde.agent.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.bootstrap.settings.SettingsReference.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class SettingsReferenceTest {

    private static final Pattern RANGE = Pattern.compile("a number from (\\d+) to (\\d+)");

    @Test
    void everyKeyIsInTheReference() {
        assertThat(SettingsReference.settings()).extracting(Setting::key).containsExactly(SettingKey.values());
    }

    @Test
    void everySettingIsReadUnderTheNamesOfTheReference() {
        for (SettingKey key : SettingKey.values()) {
            List<String> said = new ArrayList<>();
            read("", Map.of(key.property(), "wrong"), Map.of(), said);
            read("", Map.of(), Map.of(key.variable(), "wrong"), said);
            // A host may be any text.
            assertThat(said).as(key.key()).hasSize(key == SettingKey.HOST ? 0 : 2);
        }
        assertThat(read("", Map.of("sonde.host", "h"), Map.of(), new ArrayList<>())
                        .host())
                .isEqualTo("h");
    }

    @Test
    void numbersHaveTheRangesOfTheReference() {
        for (Setting setting : SettingsReference.settings()) {
            Matcher range = RANGE.matcher(setting.expected());
            if (range.matches()) {
                assertThat(warnings(setting, Long.parseLong(range.group(1)))).isZero();
                assertThat(warnings(setting, Long.parseLong(range.group(2)))).isZero();
                assertThat(warnings(setting, Long.parseLong(range.group(1)) - 1))
                        .isOne();
                assertThat(warnings(setting, Long.parseLong(range.group(2)) + 1))
                        .isOne();
            }
        }
    }

    @Test
    void theReferenceIsUpToDate() throws IOException {
        Path page = Path.of(System.getProperty("sonde.root", ""), "docs", "configuration-agent.md");
        if (Boolean.getBoolean("sonde.write")) {
            Files.writeString(page, SettingsReference.page());
        }
        assertThat(page)
                .as("write it with: mvn -pl agent/bootstrap -am test -Dtest=SettingsReferenceTest -Dsonde.write=true"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .hasContent(SettingsReference.page());
    }

    private static int warnings(Setting setting, long value) {
        List<String> warnings = new ArrayList<>();
        read(setting.key().key() + "=" + value, Map.of(), Map.of(), warnings);
        return warnings.size();
    }

    private static AgentSettings read(
            String arguments, Map<String, String> properties, Map<String, String> environment, List<String> said) {
        return LiveSettings.read(arguments, properties, environment, (level, sentence) -> said.add(sentence))
                .get();
    }
}
