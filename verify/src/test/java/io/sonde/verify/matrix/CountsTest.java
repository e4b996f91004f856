package io.sonde.verify.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.core.sql.Dialect;
import io.sonde.core.sql.Notation;
import io.sonde.core.sql.QueryId;
import io.sonde.verify.matrix.Counts.Exactness;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CountsTest {

    private static final String SELECT = "select name from t0 where id = ?";
    private static final String ID = QueryId.format(QueryId.of(SELECT, Dialect.POSTGRESQL, Notation.JDBC));
    private static final Map<String, String> LABELS = Map.of("db_namespace", "m0");

    @Test
    void aPageThatSaysTheSameDiffersInNothing() {
        assertThat(written(7).differences(shown(7, "m0"))).isEmpty();
    }

    @Test
    void oneExecutionTooManyOrTooFewIsALine() {
        assertThat(written(7).differences(shown(8, "m0")))
                .singleElement()
                .asString()
                .endsWith("7 written, 8 shown");
        assertThat(written(7).differences(shown(6, "m0")))
                .singleElement()
                .asString()
                .endsWith("7 written, 6 shown");
    }

    @Test
    void executionsWithAnotherLabelAreNotTheOnesWritten() {
        assertThat(written(7).differences(shown(7, "elsewhere"))).hasSize(2);
    }

    @Test
    void whatNobodyWroteDownIsALineUnlessItIsACompanions() {
        Counts nothing = Counts.ofLedger("", Dialect.POSTGRESQL);
        assertThat(nothing.differences(shown(7, "m0"))).hasSize(1);
        assertThat(nothing.differences(Counts.ofPage(page(7, "m0"), LABELS, SELECT::equals)))
                .isEmpty();
    }

    @Test
    void aServerThatCountedOtherwiseIsALine() {
        for (Exactness exactness : Exactness.values()) {
            assertThat(written(7).differences(Map.of(ID, 7L), exactness)).isEmpty();
            assertThat(written(7).differences(Map.of(), exactness)).hasSize(1);
        }
        for (Exactness exactness : List.of(Exactness.ALL, Exactness.BUT_CONCURRENT)) {
            assertThat(written(7).differences(Map.of(ID, 6L), exactness)).hasSize(1);
            assertThat(written(7).differences(Map.of(ID, 8L), exactness)).hasSize(1);
        }
        assertThat(written(7).differences(Map.of(ID, 8L), Exactness.NONE)).isEmpty();
    }

    @Test
    void executionsOfSeveralThreadsAtOnceMayBeMissingWhereTheServerMayMissThem() {
        Counts written = Counts.ofLedger("ledger:concurrent\t\t\t7\t0\t" + SELECT, Dialect.POSTGRESQL);
        assertThat(written.differences(Map.of(ID, 6L), Exactness.BUT_CONCURRENT))
                .isEmpty();
        assertThat(written.differences(Map.of(ID, 8L), Exactness.BUT_CONCURRENT))
                .hasSize(1);
        assertThat(written.differences(Map.of(), Exactness.BUT_CONCURRENT)).hasSize(1);
        assertThat(written.differences(Map.of(ID, 6L), Exactness.ALL)).hasSize(1);
        assertThat(written.differences(shown(6, "m0"))).hasSize(1);
    }

    @Test
    void failuresAndElementsOfBatchesAreCompared() {
        Counts batches = Counts.ofLedger("ledger:batch\t\t\t1\t5\t" + SELECT, Dialect.POSTGRESQL);
        assertThat(batches.differences(shown(0, "m0"))).hasSize(2);
        Counts failed = Counts.ofLedger("ledger:execute\tE\t23\t1\t0\t" + SELECT, Dialect.POSTGRESQL);
        assertThat(failed.differences(shown(0, "m0"))).hasSize(2);
    }

    @Test
    void resultSetsAndRowsAreCompared() {
        Counts written = Counts.ofLedger("read:SELECT\tt0\t3\t20", Dialect.POSTGRESQL);
        assertThat(written.differences(shownRows("t0", 3, 20))).isEmpty();
        assertThat(written.differences(shownRows("t0", 6, 20)))
                .containsExactly("result sets of SELECT t0: 3 written, 6 shown");
        assertThat(written.differences(shownRows("t0", 3, 40)))
                .containsExactly("rows of SELECT t0: 20 written, 40 shown");
        assertThat(written.differences(Counts.ofPage("", LABELS, text -> false)))
                .hasSize(2);
        assertThat(written.differences(shownRows("t1", 3, 20))).hasSize(4);
    }

    @Test
    void rowsOfACompanionAreNotTheApplications() {
        Counts nothing = Counts.ofLedger("", Dialect.POSTGRESQL);
        String page = rows("pg_class", 1, 5) + """
                sonde_query_info{db_query_summary="SELECT pg_class pg_type",db_query_text="select theirs"} 1.0
                """;
        assertThat(nothing.differences(Counts.ofPage(page, LABELS, "select theirs"::equals)))
                .isEmpty();
        assertThat(nothing.differences(Counts.ofPage(page, LABELS, "select ours"::equals)))
                .hasSize(2);
        assertThat(nothing.differences(
                        Counts.ofPage(page.replace("\"pg_class\"", "\"pg\""), LABELS, "select theirs"::equals)))
                .hasSize(2);
    }

    private static Counts shownRows(String table, int sets, int rows) {
        return Counts.ofPage(rows(table, sets, rows), LABELS, text -> false);
    }

    private static String rows(String table, int sets, int rows) {
        return """
                db_client_response_returned_rows_count{db_collection_name="%1$s",db_namespace="m0",\
                db_operation_name="SELECT"} %2$s
                db_client_response_returned_rows_sum{db_collection_name="%1$s",db_namespace="m0",\
                db_operation_name="SELECT"} %3$s.0
                """.formatted(table, sets, rows);
    }

    private static Counts written(int times) {
        return Counts.ofLedger("ledger:execute\t\t\t" + times + "\t0\t" + SELECT, Dialect.POSTGRESQL);
    }

    private static Counts shown(int times, String namespace) {
        return Counts.ofPage(page(times, namespace), LABELS, text -> false);
    }

    private static String page(int times, String namespace) {
        return """
                sonde_query_info{query_id="%1$s",db_query_text="%2$s"} 1.0
                db_client_operation_duration_seconds_count{db_namespace="%3$s",db_operation_name="SELECT",\
                error_type="",query_id="%1$s"} %4$s.0
                """.formatted(ID, SELECT, namespace, times);
    }
}
