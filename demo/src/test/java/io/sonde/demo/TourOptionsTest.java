package io.sonde.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TourOptionsTest {
    @Test
    void withoutOptionsItRunsUntilCtrlC() {
        assertThat(TourOptions.parse()).isEqualTo(TourOptions.DEFAULTS);
        assertThat(TourOptions.parse("--live")).isEqualTo(TourOptions.DEFAULTS);
        assertThat(TourOptions.parse("  ")).isEqualTo(TourOptions.DEFAULTS);
    }

    @Test
    void oneArgumentMayHoldSeveralOptions() {
        assertThat(TourOptions.parse("--duration=90s --rate=2.5", "--visitors=8 --plain --free-ports --svg=a/b.svg"))
                .isEqualTo(new TourOptions(
                        Optional.of(Duration.ofSeconds(90)), 2.5, 8, true, true, Optional.of(Path.of("a", "b.svg"))));
        assertThat(TourOptions.parse("--duration=2m").duration()).contains(Duration.ofMinutes(2));
        assertThat(TourOptions.parse("--duration=7").duration()).contains(Duration.ofSeconds(7));
        assertThat(TourOptions.parse("--once").duration()).isPresent();
    }

    @Test
    void aWrongOptionIsNamedBesideTheRightOnes() {
        for (String wrong : new String[] {"--fast", "--duration=soon", "--duration=0s", "--rate=", "--visitors=x"}) {
            assertThatThrownBy(() -> TourOptions.parse("--plain", wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("not an option: " + wrong + "\n")
                    .hasMessageContaining("--duration=60s");
        }
    }

    @Test
    void theLoadIsBounded() {
        assertThatThrownBy(() -> DemoOptions.standard(Path.of(".")).withLoad(40, 65))
                .hasMessage("there must be 1 to 64 visitors");
        assertThatThrownBy(() -> DemoOptions.standard(Path.of(".")).withLoad(0, 4))
                .hasMessageStartingWith("the rate must be above 0");
    }
}
