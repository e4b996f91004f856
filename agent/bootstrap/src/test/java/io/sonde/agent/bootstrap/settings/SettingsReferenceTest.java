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
        assertThat(SettingsReference.settings()).extracting(Setting::key).containsExactly(AgentSettings.KEYS);
    }

    @Test
    void everySettingIsReadUnderTheNamesOfTheReference() {
        for (Setting setting : SettingsReference.settings()) {
            String wrong = setting.key().equals("host") ? "" : "=wrong";
            List<String> warnings = new ArrayList<>();
            SettingsReader.read("", Map.of(setting.property(), wrong), Map.of(), warnings::add);
            SettingsReader.read("", Map.of(), Map.of(setting.variable(), wrong), warnings::add);
            assertThat(warnings).as(setting.key()).hasSize(wrong.isEmpty() ? 0 : 2);
        }
        assertThat(SettingsReader.read("", Map.of("sonde.host", "h"), Map.of(), w -> {})
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
        SettingsReader.read(setting.key() + "=" + value, Map.of(), Map.of(), warnings::add);
        return warnings.size();
    }
}
