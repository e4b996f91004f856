package io.sonde.core.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IncreasesTest {

    private final Increases<String, long[]> increases = new Increases<>(CounterArithmetic.longs(2), 3);

    @Test
    void aNewSourceCountsAllThatItShows() {
        assertThat(since("a", 5, 50)).isEqualTo("a=[5, 50]");
        assertThat(since("a", 7, 50)).isEqualTo("a=[2, 0]");
    }

    @Test
    void aSourceThatWentBackInOneNumberHasRestarted() {
        since("a", 5, 50);
        assertThat(since("a", 6, 49)).isEqualTo("a=[6, 49]");
        assertThat(since("a", 7, 51)).isEqualTo("a=[1, 2]");
    }

    @Test
    void aSourceThatWasMissingForAWhileIsNotCountedTwice() {
        since("a", 5, 50);
        since("b", 1, 1);
        assertThat(since("a", 6, 50)).isEqualTo("a=[1, 0]");
    }

    @Test
    void theSourceThatIsMissingForLongestMakesRoom() {
        for (String source : new String[] {"a", "b", "c"}) {
            since(source, 1, 1);
        }
        since("a", 1, 1);
        since("d", 1, 1);
        assertThat(increases.size()).isEqualTo(3);
        assertThat(since("a", 2, 2)).isEqualTo("a=[1, 1]");
        assertThat(since("b", 2, 2)).as("forgotten").isEqualTo("b=[2, 2]");
        assertThat(increases.refused()).isZero();
    }

    @Test
    void aNewSourceIsRefusedWhenAllAreInUse() {
        Map<String, long[]> readings = new LinkedHashMap<>();
        for (String source : new String[] {"new", "a", "b", "c"}) {
            readings.put(source, new long[] {1, 1});
        }
        Map<String, long[]> known = new HashMap<>(readings);
        known.remove("new");
        increases.since(known);
        assertThat(increases.since(readings)).containsOnlyKeys("a", "b", "c");
        assertThat(increases.refused()).isEqualTo(1);
        assertThat(increases.size()).isEqualTo(3);
    }

    private String since(String source, long... reading) {
        StringBuilder shown = new StringBuilder();
        increases
                .since(Map.of(source, reading))
                .forEach((key, value) -> shown.append(key).append('=').append(Arrays.toString(value)));
        return shown.toString();
    }
}
