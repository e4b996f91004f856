package io.sonde.demo.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final String AT =
            "db_system_name=\"postgresql\",db_namespace=\"shop\",server_address=\"localhost\",server_port=\"5432\",";

    @Test
    void joinsTheTwoPages() {
        Comparison comparison = compare(
                agent("a1", "SELECT", "", 100, 0.5) + agent("b2", "UPDATE", "", 10, 2)
                        + "sonde_query_info{db_system_name=\"postgresql\",query_id=\"a1\",db_query_summary=\"SELECT t\",db_query_text=\"select ? from t\"} 1\n",
                server("a1", 99, 0.297) + server("c3", 7, 1));

        assertThat(comparison.queries()).extracting(QueryOnBothSides::queryId).containsExactly("b2", "a1");
        QueryOnBothSides query = comparison.queries().get(1);
        assertThat(query.text()).isEqualTo("select ? from t");
        assertThat(query.summary()).isEqualTo("SELECT t");
        assertThat(query.clientCalls()).isEqualTo(100);
        assertThat(query.serverCalls()).isEqualTo(99);
        assertThat(query.difference()).isCloseTo(0.01, within(1e-9));
        assertThat(query.gapSeconds()).isCloseTo(0.002, within(1e-9));
        assertThat(comparison.queries().get(0).matched()).isFalse();
        assertThat(comparison.executions()).isEqualTo(110);
        assertThat(comparison.matchedPart()).isCloseTo(100 / 110.0, within(1e-9));
        assertThat(comparison.largestDifference()).isCloseTo(0.01, within(1e-9));
    }

    @Test
    void addsUpTheServersRowsOfOneId() {
        Comparison comparison = compare(
                agent("a1", "SELECT", "", 10, 1),
                server("a1", 4, 0.1) + server("a1", 6, 0.2).replace("user=\"shop\"", "user=\"other\""));

        assertThat(comparison.queries().get(0).serverCalls()).isEqualTo(10);
        assertThat(comparison.queries().get(0).serverSeconds()).isCloseTo(0.3, within(1e-9));
    }

    @Test
    void leavesOutBatchesErrorsAndTotalsWithoutId() {
        Comparison comparison = compare(
                agent("a1", "BATCH INSERT", "", 5, 1)
                        + agent("a1", "SELECT", "java.sql.SQLException", 3, 1)
                        + agent("", "", "", 1000, 1),
                server("a1", 5, 1));

        assertThat(comparison.queries()).isEmpty();
        assertThat(comparison.matchedPart()).isNaN();
        assertThat(comparison.largestDifference()).isZero();
    }

    @Test
    void anotherDatabaseIsAnotherQuery() {
        Comparison comparison =
                compare(agent("a1", "SELECT", "", 10, 1), server("a1", 10, 1).replace("5432", "5433"));

        assertThat(comparison.queries().get(0).matched()).isFalse();
        assertThat(comparison.matchedPart()).isZero();
    }

    private static Comparison compare(String agent, String exporter) {
        return Comparison.of(MetricsPage.parse(agent), MetricsPage.parse(exporter));
    }

    private static String agent(String id, String operation, String error, int calls, double seconds) {
        String labels = AT
                + "db_operation_name=\"%s\",db_query_summary=\"%s t\",query_id=\"%s\",error_type=\"%s\""
                        .formatted(operation, operation, id, error);
        return """
                db_client_operation_duration_seconds_bucket{%1$s,le="0.01"} %2$d
                db_client_operation_duration_seconds_bucket{%1$s,le="+Inf"} %2$d
                db_client_operation_duration_seconds_sum{%1$s} %3$s
                db_client_operation_duration_seconds_count{%1$s} %2$d
                """.formatted(labels, calls, seconds);
    }

    private static String server(String id, int calls, double seconds) {
        String labels = AT + "target=\"shop\",user=\"shop\",queryid=\"123\",query_id=\"" + id + "\"";
        return """
                pg_stat_statements_calls_total{%1$s} %2$d
                pg_stat_statements_seconds_total{%1$s} %3$s
                """.formatted(labels, calls, seconds);
    }
}
