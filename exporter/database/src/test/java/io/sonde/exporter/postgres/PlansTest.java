package io.sonde.exporter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PlansTest {

    private static final String BY_INDEX = """
            [{"Plan": {"Node Type": "Limit", "Parallel Aware": false, "Plans": [
               {"Node Type": "Index Scan", "Parent Relationship": "Outer", "Scan Direction": "Forward", "Index Name": "orders_pkey",
                "Relation Name": "orders", "Alias": "o", "Index Cond": "(id = $1)", "Filter": "(state = 'a secret'::text)"}]}}]
            """;

    @Test
    void aShapeHasNeitherConditionsNorAliases() {
        PlanShape shape = PlanShape.of(BY_INDEX);
        assertThat(shape.text()).isEqualTo("""
                Limit
                  Index Scan scan direction=Forward index=orders_pkey relation=orders
                """);
        assertThat(shape.id()).matches("[0-9a-f]{16}");
        assertThat(PlanShape.of(BY_INDEX.replace("$1", "$2").replace("a secret", "another"))
                        .id())
                .isEqualTo(shape.id());
        assertThat(PlanShape.of(BY_INDEX.replace("orders_pkey", "orders_idx")).id())
                .isNotEqualTo(shape.id());
    }

    @Test
    void whatIsNoPlanIsRefused() {
        assertThatThrownBy(() -> PlanShape.of("[]")).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> PlanShape.of("{")).isInstanceOf(RuntimeException.class);
    }

    @Test
    void aChangeIsCountedOnceAndKeepsThePlanBefore() {
        Plans plans = new Plans();
        Plans.Key key = new Plans.Key("shop", "orders", "0123456789abcdef");
        PlanShape first = PlanShape.of(BY_INDEX);
        PlanShape second = PlanShape.of(BY_INDEX.replace("Index Scan", "Seq Scan"));
        assertThat(plans.seen(key, first, 100).changes()).isZero();
        assertThat(plans.seen(key, first, 160).sinceSeconds()).isEqualTo(100);
        Plans.Entry changed = plans.seen(key, second, 220);
        assertThat(changed.changes()).isEqualTo(1);
        assertThat(changed.before()).isEqualTo(first);
        assertThat(plans.seen(key, second, 280)).isEqualTo(changed);
        assertThat(plans.seen(key, first, 340).changes()).isEqualTo(2);
        assertThat(plans.all()).hasSize(1);
    }

    @Test
    void onlyOneStatementThatReadsOrChangesRowsIsExplained() {
        assertThat(PlansCollector.isOneExplainable("SELECT * FROM orders WHERE id = $1"))
                .isTrue();
        assertThat(PlansCollector.isOneExplainable(" (select 1) union (select 2)"))
                .isTrue();
        assertThat(PlansCollector.isOneExplainable("with a as (select 1) delete from orders"))
                .isTrue();
        assertThat(PlansCollector.isOneExplainable("SELECT ';' FROM orders")).isTrue();
        assertThat(PlansCollector.isOneExplainable("SELECT 1; DROP TABLE orders"))
                .isFalse();
        assertThat(PlansCollector.isOneExplainable("CREATE TABLE a AS SELECT 1"))
                .isFalse();
        assertThat(PlansCollector.isOneExplainable("CALL wipe()")).isFalse();
        assertThat(PlansCollector.isOneExplainable("selection")).isFalse();
    }
}
