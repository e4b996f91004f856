package io.sonde.verify.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.demo.Demo;
import io.sonde.demo.DemoOptions;
import io.sonde.demo.page.Comparison;
import io.sonde.demo.page.MetricsPage;
import io.sonde.demo.page.QueryOnBothSides;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One query, one id, both sides: after a minute of load, the application's counts and the database's agree. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoIT {
    private static final Duration LOAD = Duration.ofMinutes(1);

    private final Demo demo;
    private Comparison comparison = new Comparison(List.of());

    DemoIT() throws IOException {
        Path root = Path.of(System.getProperty("sonde.root"));
        demo = Demo.start(DemoOptions.isolated(root, Path.of("target", "demo")));
    }

    @BeforeAll
    void visitTheShop() throws IOException {
        demo.load().start();
        assertThat(demo.stopsWithin(LOAD)).isFalse();
        demo.load().stop();
        demo.checkAlive();
        comparison = demo.compare();
    }

    @AfterAll
    void stop() {
        demo.close();
    }

    @Test
    void theLoadIsReal() {
        assertThat(demo.load().failures()).as(demo.load().lastFailure()).isZero();
        assertThat(demo.load().pages()).isGreaterThan(1_000);
        assertThat(comparison.executions()).isGreaterThan(2_000);
        assertThat(comparison.queries()).hasSizeGreaterThan(15);
    }

    @Test
    void nearlyAllExecutionsAreOfIdsThatTheServerReports() {
        assertThat(comparison.queries())
                .filteredOn(query -> !query.matched())
                .as("queries that only the application reports")
                .allSatisfy(query -> assertThat(query.clientCalls()).isLessThan(comparison.executions() / 100));
        assertThat(comparison.matchedPart()).isGreaterThanOrEqualTo(0.99);
    }

    @Test
    void theCountsOfEachOfThemAgree() {
        assertThat(comparison.matched())
                .allSatisfy(
                        query -> assertThat(query.difference()).as("%s", query).isLessThanOrEqualTo(0.01));
    }

    @Test
    void noQueryIsFasterInTheApplicationThanInTheServer() {
        assertThat(comparison.matched()).allSatisfy(query -> assertThat(query.clientSeconds())
                .as("%s", query)
                .isGreaterThanOrEqualTo(query.serverSeconds()));
    }

    @Test
    void everyQueryHasItsTextWithoutValues() {
        assertThat(comparison.queries())
                .extracting(QueryOnBothSides::text)
                .allSatisfy(text -> assertThat(text).isNotBlank().doesNotContain("sturdy", "'NEW'", "194 seconds"));
    }

    @Test
    void theShopsOwnCounterIsOnTheAgentsPage() throws IOException {
        assertThat(MetricsPage.scrape(demo.agentMetrics()).sum("shop_orders_placed_total"))
                .isGreaterThan(50);
    }
}
