package io.sonde.agent.engine.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DurationsTest {

    @Test
    void itDividesAsTheJdkDoes() {
        for (Duration duration : new Duration[] {
            Duration.ofMinutes(5), Duration.ofNanos(7), Duration.ofSeconds(-3, 1), Duration.ZERO, Duration.ofDays(9999)
        }) {
            for (long divisor : new long[] {1, 3, -7, 60_000}) {
                assertThat(Durations.dividedBy(duration, divisor)).isEqualTo(duration.dividedBy(divisor));
            }
        }
    }

    @Test
    void toDivideByNothingIsAnError() {
        assertThatThrownBy(() -> Durations.dividedBy(Duration.ZERO, 0)).isInstanceOf(ArithmeticException.class);
    }
}
