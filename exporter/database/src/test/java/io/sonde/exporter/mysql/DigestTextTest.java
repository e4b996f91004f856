package io.sonde.exporter.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.core.sql.Dialect;
import io.sonde.core.sql.Notation;
import io.sonde.core.sql.Query;
import io.sonde.core.sql.QueryId;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DigestTextTest {

    private static final int LENGTH = 1_024;

    @Test
    void aShortTextHasTheIdOfTheApplicationsText() {
        DigestText text = DigestText.of("SELECT * FROM `orders` WHERE `id` = ?", LENGTH);
        assertThat(text.query())
                .extracting(Query::id)
                .isEqualTo(QueryId.of("select * from orders where id = 17", Dialect.MYSQL, Notation.JDBC));
        assertThat(text.label()).isEqualTo("SELECT * FROM `orders` WHERE `id` = ?");
    }

    @Test
    void aTextThatMayBeCutHasNoId() {
        String columns =
                IntStream.range(0, 200).mapToObj(i -> "`column_" + i + "`").collect(Collectors.joining(" , "));
        String whole = "SELECT " + columns + " FROM `t`";
        assertThat(DigestText.of(whole, 4 * LENGTH).query()).isNotNull();
        // As a server keeps it: the first 1024 bytes' worth of tokens.
        String cut = whole.substring(0, 1_000);
        assertThat(DigestText.tokenBytes(cut)).isGreaterThan(LENGTH - 68);
        assertThat(DigestText.of(cut, LENGTH).query()).isNull();
        assertThat(DigestText.of(cut, LENGTH).label()).hasSize(120);
    }

    @Test
    void countsAtLeastWhatTheServerNeeds() {
        assertThat(DigestText.tokenBytes("")).isZero();
        assertThat(DigestText.tokenBytes("?")).isEqualTo(2);
        assertThat(DigestText.tokenBytes("`a` . `b`")).isEqualTo(4 + 3 + 2 + 4 + 3);
        assertThat(DigestText.tokenBytes("`unclosed name")).isEqualTo(4 + 14);
    }
}
