package io.sonde.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.demo.page.QueryOnBothSides;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final QueryOnBothSides MATCHED = new QueryOnBothSides(
            "00000000000000a1",
            "SELECT product",
            "select p.id,\n       p.name\nfrom product p where p.id = ?",
            12_345,
            24.69,
            0.0015,
            0.0123,
            12_340,
            6.17);
    private static final QueryOnBothSides UNMATCHED =
            new QueryOnBothSides("00000000000000b2", "UPDATE stock", "", 2, 3, 1.25, 1.75, 0, 0);

    @Test
    void showsBothSidesInOneLine() {
        assertThat(text(new Table(110).lines(List.of(MATCHED, UNMATCHED), 10))).isEqualTo("""
                                                                                        the application sees   the server sees between
                        query (times in milliseconds)   query id               calls     p50     p99    mean     calls    mean     gap
                        select … from product p where…  00000000000000a1      12,345    1.50    12.3    2.00    12,340    0.50    1.50
                        UPDATE stock                    00000000000000b2           2   1,250   1,750   1,500         -       -       -""");
    }

    @Test
    void takesTwoLinesPerQueryOnANarrowTerminal() {
        Table table = new Table(80);
        List<Line> lines = table.lines(List.of(MATCHED), 10);

        assertThat(text(lines)).isEqualTo("""
                                                        the application sees   the server sees between
                        query (times in milliseconds)
                        query id               calls     p50     p99    mean     calls    mean     gap
                        select p.id, p.name from product p where p.id = ?
                        00000000000000a1      12,345    1.50    12.3    2.00    12,340    0.50    1.50""");
        assertThat(table.height(1)).isEqualTo(lines.size());
    }

    @Test
    void fitsTheTerminal() {
        for (int columns : new int[] {78, 80, 99, 100, 120, 200}) {
            assertThat(new Table(columns).lines(List.of(MATCHED), 10))
                    .allSatisfy(line -> assertThat(line.text()).hasSizeLessThanOrEqualTo(columns));
        }
        assertThat(new Table(120).height(1)).isEqualTo(3);
    }

    @Test
    void saysHowManyAreNotShown() {
        List<Line> lines = new Table(100).lines(List.of(MATCHED, UNMATCHED, UNMATCHED), 1);

        assertThat(lines).hasSize(4);
        assertThat(lines.get(3).text()).isEqualTo("and 2 more");
    }

    @Test
    void durationsKeepThreeDigitsWhereThereIsRoom() {
        assertThat(Table.millis(0.000012)).isEqualTo("0.01");
        assertThat(Table.millis(0.0099)).isEqualTo("9.90");
        assertThat(Table.millis(0.0499)).isEqualTo("49.9");
        assertThat(Table.millis(1.2345)).isEqualTo("1,235");
        assertThat(Table.millis(-0.0005)).isEqualTo("-0.50");
        assertThat(Table.millis(Double.NaN)).isEqualTo("-");
    }

    private static String text(List<Line> lines) {
        return lines.stream().map(line -> line.text().stripTrailing()).collect(Collectors.joining("\n"));
    }
}
