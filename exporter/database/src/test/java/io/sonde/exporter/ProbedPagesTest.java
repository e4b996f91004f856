package io.sonde.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.endpoint.page.RememberedPage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbedPagesTest {

    private final ProbedPages<String> pages = new ProbedPages<>(1_000_000);

    @Test
    void eachTargetHasItsOwnPageAndKeepsIt() {
        List<String> watched = List.of("shop", "till");
        RememberedPage shop = pages.of("shop", watched);
        assertThat(pages.of("till", watched)).isNotSameAs(shop);
        assertThat(pages.of("shop", watched)).isSameAs(shop);
        assertThat(pages.size()).isEqualTo(2);
    }

    @Test
    void whatIsNotWatchedAnyMoreIsForgotten() {
        for (int i = 0; i < 50; i++) {
            pages.of("shop" + i, List.of("shop" + i));
        }
        assertThat(pages.size()).isEqualTo(1);
        pages.of("closed", List.of("shop"));
        assertThat(pages.size()).isZero();
    }
}
