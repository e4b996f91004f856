package io.sonde.agent.bootstrap.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.core.metric.Labels;
import io.sonde.core.sql.Dialect;
import io.sonde.core.sql.Notation;
import io.sonde.core.sql.Query;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResultTableTest {

    private static final Server SHOP = new Server("postgresql", "shop", "db", "5432", Dialect.POSTGRESQL);

    private final ResultTable table = new ResultTable();

    @Test
    void queriesOfOneOperationAndTableShareASeries() {
        ResultSeries series = table.series(SHOP, query("select a from orders"));
        assertThat(table.series(SHOP, query("select b from orders where a = ?")))
                .isSameAs(series);
        assertThat(table.series(SHOP, query("select a from items"))).isNotSameAs(series);
        assertThat(table.series(Server.UNKNOWN, query("select a from orders"))).isNotSameAs(series);
        assertThat(series.operation()).isEqualTo("SELECT");
        assertThat(series.collection()).isEqualTo("orders");
    }

    @Test
    void beyondTheCapTheyShareOneSeriesPerServer() {
        List<ResultSeries> first = new ArrayList<>();
        for (int i = 0; i < ResultTable.CAPACITY; i++) {
            first.add(table.series(SHOP, query("select a from t" + i)));
        }
        assertThat(first).doesNotHaveDuplicates();
        ResultSeries other = table.series(SHOP, query("select a from one_more"));
        assertThat(other.collection()).isEqualTo(Labels.OTHER_COLLECTION);
        assertThat(table.series(SHOP, query("select a from two_more"))).isSameAs(other);
        assertThat(table.series(SHOP, null)).isSameAs(other);
        assertThat(table.series(Server.UNKNOWN, query("select a from one_more")))
                .isNotSameAs(other);
        assertThat(table.series(SHOP, query("select b from t7"))).isSameAs(first.get(7));
        List<ResultSeries> all = new ArrayList<>();
        table.forEach(all::add);
        assertThat(all).hasSize(ResultTable.CAPACITY + 2);
    }

    @Test
    void numbersGoToTheBucketWhoseEdgeTheyDoNotExceed() {
        RowRecorder recorder = new RowRecorder();
        for (long rows : new long[] {0, 1, 2, 3, 5, 10_000, 10_001}) {
            recorder.record(rows);
        }
        RowRecorder.Snapshot snapshot = recorder.snapshot();
        assertThat(snapshot.counts()).containsExactly(2, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1);
        assertThat(snapshot.sum()).isEqualTo(20_012);
        assertThat(RowRecorder.edges()).hasSize(13).startsWith(1, 2, 5).endsWith(5000, 10_000);
    }

    private static Query query(String sql) {
        return Query.describe(sql, Dialect.POSTGRESQL, Notation.JDBC, 1024);
    }
}
