package io.sonde.exporter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExtensionVersionTest {

    @Test
    void comparesNumbersAndNotTexts() {
        assertThat(ExtensionVersion.of("1.10").atLeast(1, 9)).isTrue();
        assertThat(ExtensionVersion.of("1.9").atLeast(1, 10)).isFalse();
        assertThat(ExtensionVersion.of("2.0").atLeast(1, 11)).isTrue();
        assertThat(ExtensionVersion.of("unpackaged").atLeast(0, 1)).isFalse();
    }

    @Test
    void columnsFollowTheExtension() {
        Extension old = new Extension(ExtensionVersion.of("1.8"), "public.pg_stat_statements", "sonde");
        Extension current = new Extension(ExtensionVersion.of("1.12"), "public.pg_stat_statements", "sonde");
        assertThat(old.keyColumns()).isEqualTo("s.userid::int8, s.dbid::int8, s.queryid, true, 0::float8");
        assertThat(current.keyColumns())
                .isEqualTo("s.userid::int8, s.dbid::int8, s.queryid, s.toplevel, date_part('epoch', s.stats_since)");
        assertThat(Counter.ALL.stream().map(counter -> counter.expression(old.version())))
                .contains(
                        "nullif(s.blk_read_time, 0) / 1000",
                        "nullif(s.blk_write_time, 0) / 1000",
                        "nullif(s.shared_blks_read, 0)")
                .noneMatch(expression -> expression.contains("shared_blk_"));
        assertThat(Counter.ALL.stream().map(counter -> counter.expression(current.version())))
                .contains("nullif(s.shared_blk_read_time, 0) / 1000", "nullif(s.shared_blk_write_time, 0) / 1000");
        assertThat(Counter.ALL.get(Counter.SECONDS).expression(current.version()))
                .isEqualTo("nullif(s.total_exec_time, 0) / 1000");
    }
}
