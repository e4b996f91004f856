package io.sonde.verify.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ExpressionLintTest {
    private final ExpressionLint lint = new ExpressionLint(Vocabulary.read(Path.of(System.getProperty("sonde.root"))));

    @Test
    void findsNamesThatNoSeriesHas() {
        assertThat(lint.faults("db_client_operation_duration_secs_count{query_id!=\"\"}"))
                .containsExactly("no such series: db_client_operation_duration_secs_count");
        assertThat(lint.faults("db_client_operation_duration_seconds{query_id!=\"\"}"))
                .containsExactly("no such series: db_client_operation_duration_seconds");
        assertThat(lint.faults("pg_up_bucket")).containsExactly("no such series: pg_up_bucket");
        assertThat(lint.faults("sonde:query_errors:rate7m"))
                .containsExactly("no such series: sonde:query_errors:rate7m");
    }

    @Test
    void findsLabelsThatAreNotThere() {
        assertThat(lint.faults("pg_up{query=\"1\"}")).containsExactly("pg_up has no label query");
        assertThat(lint.faults("sum by (job, queryid) (pg_up)")).containsExactly("label queryid is on none of [pg_up]");
        assertThat(lint.faults("sum by (le) (rate(db_client_operation_duration_seconds_count{query_id!=\"\"}[5m]))"))
                .containsExactly("label le is on none of [db_client_operation_duration_seconds_count]");
        assertThat(lint.faults("up * on (db_query_text) group_left () ALERTS"))
                .containsExactly("label db_query_text is on none of [up, ALERTS]");
    }

    @Test
    void findsRatesOfGaugesAndQueriesOfOthers() {
        assertThat(lint.faults("rate(pg_up[5m])")).containsExactly("rate of pg_up, which is no counter");
        assertThat(lint.faults("rate(pg_stat_statements_calls_total[5m])"))
                .containsExactly(
                        "pg_stat_statements_calls_total without query_id!=\"\": series of other agents would count too");
        assertThat(lint.faults("vector(1)")).containsExactly("takes no series at all");
    }

    @Test
    void findsNothingWhereAllIsWell() {
        assertThat(lint.faults(
                        "sum by (le, job) (rate(db_client_operation_duration_seconds_bucket{query_id!=\"\"}[5m]))"))
                .isEmpty();
        assertThat(lint.faults(
                        "label_replace(pg_up, \"new\", \"$1\", \"target\", \"(.*)\") * on (new) group_right () up"))
                .isEmpty();
    }
}
