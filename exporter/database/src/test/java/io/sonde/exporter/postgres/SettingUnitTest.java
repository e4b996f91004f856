package io.sonde.exporter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingUnitTest {

    @ParameterizedTest
    @CsvSource({
        "'', '', 5, 5",
        "ms, _seconds, 1500, 1.5",
        "s, _seconds, 30, 30",
        "min, _seconds, 2, 120",
        "B, _bytes, 7, 7",
        "kB, _bytes, 4, 4096",
        "8kB, _bytes, 2, 16384",
        "MB, _bytes, 1, 1048576",
        "16MB, _bytes, 2, 33554432",
        "furlong, '', 3, 3",
        "ms, _seconds, -1, -1",
        "8kB, _bytes, -1, -1",
    })
    void convertsToTheBaseUnit(String unit, String suffix, double value, double converted) {
        assertThat(SettingUnit.of(unit).suffix()).isEqualTo(suffix);
        assertThat(SettingUnit.of(unit).convert(value)).isEqualTo(converted);
    }
}
