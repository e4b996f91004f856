package io.sonde.exporter.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusTextTest {

    @Test
    void readsNumbersAndSwitches() {
        assertThat(StatusText.number("42")).hasValue(42);
        assertThat(StatusText.number("-1")).hasValue(-1);
        assertThat(StatusText.number("0.000")).hasValue(0);
        assertThat(StatusText.number("1e3")).hasValue(1_000);
        assertThat(StatusText.number("18446744073709551615")).hasValue(1.8446744073709552E19);
        assertThat(StatusText.number("ON")).hasValue(1);
        assertThat(StatusText.number("Yes")).hasValue(1);
        assertThat(StatusText.number("No")).hasValue(0);
        assertThat(StatusText.number("Connecting")).hasValue(0);
    }

    @Test
    void readsDates() {
        assertThat(StatusText.number("2026-11-22 22:40:05")).hasValue(1_795_387_205);
        assertThat(StatusText.number("Nov 22 21:59:02 2026 GMT")).hasValue(1_795_384_742);
        assertThat(StatusText.number("Dec  2 01:02:03 2036 GMT")).hasValue(2_111_792_523);
        assertThat(StatusText.number("2026-99-99 22:40:05")).isEmpty();
        assertThat(StatusText.number("around noon GMT")).isEmpty();
    }

    @Test
    void leavesOtherTextsOut() {
        for (String text :
                new String[] {"", "-", ".", "10.11.19-MariaDB", "1.5d", "0x1p3", "NaN", "Infinity", "1 2", "latin1"}) {
            assertThat(StatusText.number(text)).as(text).isEmpty();
        }
    }

    @Test
    void namesAreMadeFitForMetrics() {
        assertThat(StatusText.metricName("Innodb_Rows_read")).isEqualTo("innodb_rows_read");
        assertThat(StatusText.metricName("validate_password.length")).isEqualTo("validate_password_length");
    }
}
