package io.sonde.core.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StickyTopTest {

    private final StickyTop<String> top = new StickyTop<>(2, 1.5, Comparator.naturalOrder());

    @Test
    void choosesTheLargestTotals() {
        assertThat(choose(Map.of("a", 1.0, "b", 3.0, "c", 2.0))).containsExactly("b", "c");
    }

    @Test
    void aNewcomerMustExceedTheWeakestMemberByTheFactor() {
        choose(Map.of("a", 10.0, "b", 20.0));
        assertThat(choose(Map.of("a", 10.0, "b", 20.0, "c", 15.0))).containsExactly("b", "a");
        assertThat(choose(Map.of("a", 10.0, "b", 20.0, "c", 15.1))).containsExactly("b", "c");
        assertThat(choose(Map.of("a", 22.0, "b", 20.0, "c", 15.1))).containsExactly("b", "c");
        assertThat(choose(Map.of("a", 23.0, "b", 20.0, "c", 15.1))).containsExactly("a", "b");
    }

    @Test
    void theStrongestNewcomersReplaceTheWeakestMembers() {
        choose(Map.of("a", 1.0, "b", 2.0));
        assertThat(choose(Map.of("a", 1.0, "b", 2.0, "c", 5.0, "d", 4.0, "e", 3.0)))
                .containsExactly("c", "d");
    }

    @Test
    void aNewcomerDoesNotReplaceANewcomer() {
        assertThat(choose(Map.of("a", 1.0, "b", 2.0, "c", 100.0))).containsExactly("c", "b");
    }

    @Test
    void freePlacesAreFilledWithoutTheFactor() {
        choose(Map.of("a", 10.0));
        assertThat(choose(Map.of("a", 10.0, "b", 0.0))).containsExactly("a", "b");
    }

    @Test
    void aSmallerSizeLeavesTheLargestMembers() {
        choose(Map.of("a", 10.0, "b", 20.0));
        top.resize(1);
        assertThat(choose(Map.of("a", 10.0, "b", 20.0, "c", 25.0))).containsExactly("b");
        top.resize(3);
        assertThat(choose(Map.of("a", 10.0, "b", 20.0, "c", 25.0))).containsExactly("c", "b", "a");
        top.resize(0);
        assertThat(choose(Map.of("a", 10.0))).isEmpty();
        assertThatThrownBy(() -> top.resize(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyThatIsGoneLosesItsPlace() {
        choose(Map.of("a", 10.0, "b", 20.0));
        assertThat(choose(Map.of("b", 20.0, "c", 1.0))).containsExactly("b", "c");
        assertThat(choose(Map.of("a", 10.0, "b", 20.0, "c", 9.0))).containsExactly("b", "c");
    }

    @Test
    void equalTotalsAreOrderedByKey() {
        assertThat(choose(Map.of("d", 1.0, "c", 1.0, "b", 1.0, "a", 1.0))).containsExactly("a", "b");
    }

    @Test
    void membershipDoesNotFlapWhenTotalsOfTheSameSizeGrowInTurns() {
        StickyTop<Integer> sticky = new StickyTop<>(10, 1.2, Comparator.naturalOrder());
        Random random = new Random(3);
        Map<Integer, Double> totals = new HashMap<>();
        for (int key = 0; key < 40; key++) {
            totals.put(key, 1000 + random.nextDouble());
        }
        Set<Integer> first = Set.copyOf(sticky.choose(totals.keySet(), totals::get));
        for (int i = 0; i < 500; i++) {
            totals.replaceAll((key, total) -> total + random.nextInt(10));
            assertThat(sticky.choose(totals.keySet(), totals::get)).containsExactlyInAnyOrderElementsOf(first);
        }
    }

    @Test
    void mayBeOfSizeZero() {
        StickyTop<String> none = new StickyTop<>(0, 1, Comparator.naturalOrder());
        assertThat(none.choose(Set.of("a"), key -> 1)).isEmpty();
    }

    @Test
    void refusesAFactorThatMakesMembersWeaker() {
        assertThatThrownBy(() -> new StickyTop<String>(1, 0.9, Comparator.naturalOrder()))
                .hasMessageContaining("0.9");
    }

    private Set<String> choose(Map<String, Double> totals) {
        return top.choose(totals.keySet(), totals::get);
    }
}
