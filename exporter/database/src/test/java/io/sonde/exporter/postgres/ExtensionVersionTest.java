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
                .isEqualTo(
                        "s.userid::int8, s.dbid::int8, s.queryid, s.toplevel, extract(epoch FROM s.stats_since)::float8");
        assertThat(Counter.ALL.stream().map(counter -> counter.column(old.version())))
                .contains("blk_read_time / 1000", "blk_write_time / 1000", "shared_blks_read")
                .noneMatch(column -> column.startsWith("shared_blk_"));
        assertThat(Counter.ALL.stream().map(counter -> counter.column(current.version())))
                .contains("shared_blk_read_time / 1000", "shared_blk_write_time / 1000");
        assertThat(Counter.ALL.get(Counter.SECONDS).column()).isEqualTo("total_exec_time / 1000");
    }
}
