package io.sonde.exporter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VersionedSqlTest {

    private static final VersionedSql SQL = new VersionedSql("""
            SELECT now() - interval '5 s' AS a,
              -16: b::text AS old,
              17+: 'x: y' AS young,
              16:  c AS one,
              15-17: d AS some,
                   e::int AS e
            """);

    @Test
    void linesAreForTheVersionsThatTheirMarksSay() {
        assertThat(lines(14)).containsExactly("SELECT now() - interval '5 s' AS a,", "b::text AS old,", "e::int AS e");
        assertThat(lines(16))
                .containsExactly(
                        "SELECT now() - interval '5 s' AS a,",
                        "b::text AS old,",
                        "c AS one,",
                        "d AS some,",
                        "e::int AS e");
        assertThat(lines(18)).containsExactly("SELECT now() - interval '5 s' AS a,", "'x: y' AS young,", "e::int AS e");
    }

    private static List<String> lines(int major) {
        return SQL.of(major).strip().lines().map(String::trim).toList();
    }
}
