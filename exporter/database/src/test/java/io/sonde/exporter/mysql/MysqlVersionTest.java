package io.sonde.exporter.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MysqlVersionTest {

    @Test
    void readsWhatServersSay() {
        assertThat(MysqlVersion.parse("9.7.4-2")).isEqualTo(new MysqlVersion(false, 90_704));
        assertThat(MysqlVersion.parse("8.0.28")).isEqualTo(new MysqlVersion(false, 80_028));
        assertThat(MysqlVersion.parse("8.0.mysql_aurora.3.05.2")).isEqualTo(new MysqlVersion(false, 80_000));
        assertThat(MysqlVersion.parse("10.11.19-MariaDB-0+deb12u1-log")).isEqualTo(new MysqlVersion(true, 101_119));
        assertThat(MysqlVersion.parse("5.5.5-10.6.22-MariaDB")).isEqualTo(new MysqlVersion(true, 100_622));
        assertThat(MysqlVersion.parse("")).isEqualTo(new MysqlVersion(false, 0));
    }

    @Test
    void comparesWithVersionsOfMySqlOnly() {
        assertThat(MysqlVersion.parse("8.0.28").mysql(80_028)).isTrue();
        assertThat(MysqlVersion.parse("8.0.27").mysql(80_028)).isFalse();
        assertThat(MysqlVersion.parse("11.4.5-MariaDB").mysql(80_028)).isFalse();
        assertThat(MysqlVersion.parse("11.4.5-MariaDB").shortText()).isEqualTo("11.4.5");
    }
}
