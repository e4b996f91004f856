package io.sonde.demo.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
    @Test
    void readsNamesLabelsAndValues() {
        MetricsPage page = MetricsPage.parse("""
                # HELP jvm_threads Threads.
                # TYPE jvm_threads gauge
                jvm_threads 12
                calls_total{query_id="00ff",user="a"} 1.5e3
                calls_total{ query_id = "00fe" , user = "b", } 2 1700000000000

                edge{le="+Inf"} +Inf
                nothing{} NaN
                """);

        assertThat(page.samples().subList(0, 4))
                .containsExactly(
                        new Sample("jvm_threads", Map.of(), 12),
                        new Sample("calls_total", Map.of("query_id", "00ff", "user", "a"), 1500),
                        new Sample("calls_total", Map.of("query_id", "00fe", "user", "b"), 2),
                        new Sample("edge", Map.of("le", "+Inf"), Double.POSITIVE_INFINITY));
        assertThat(page.samples().get(4).value()).isNaN();
        assertThat(page.samples()).hasSize(5);
        assertThat(page.sum("calls_total")).isEqualTo(1502);
        assertThat(page.sum("absent")).isZero();
    }

    @Test
    void undoesEscapesInsideLabels() {
        MetricsPage page = MetricsPage.parse("info{text=\"select \\\"a\\\", '{x=\\\\}'\\nfrom t # no comment\"} 1");

        assertThat(page.samples().get(0).label("text")).isEqualTo("select \"a\", '{x=\\}'\nfrom t # no comment");
        assertThat(page.samples().get(0).label("absent")).isEmpty();
    }

    @Test
    void saysWhichLineIsWrong() {
        assertThatThrownBy(() -> MetricsPage.parse("a 1\nb{c=\"d} 2\n"))
                .hasMessage("line 2: a label's value does not end");
        assertThatThrownBy(() -> MetricsPage.parse("a 1\n\nb two")).hasMessage("line 3: not a number: two");
        assertThatThrownBy(() -> MetricsPage.parse("<html>")).hasMessage("line 1: something is missing");
        assertThatThrownBy(() -> MetricsPage.parse("a{b=1} 2")).hasMessage("line 1: '\"' expected");
        assertThatThrownBy(() -> MetricsPage.parse("a{b=\"1\" c=\"2\"} 2")).hasMessage("line 1: ',' or '}' expected");
    }

    @Test
    void anEmptyPageHasNoSamples() {
        assertThat(MetricsPage.parse("").samples()).isEmpty();
        assertThat(MetricsPage.parse("\n# only a comment").samples()).isEmpty();
    }
}
