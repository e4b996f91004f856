package io.sonde.verify.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.matrix.app.Chain;
import io.sonde.verify.matrix.app.Chains;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PlanTest {

    @Test
    void eachTwoValuesMeet() {
        int[] sizes = {5, 6, 2, 3};
        Set<List<Integer>> pairs = new HashSet<>();
        for (int[] row : Pairwise.rows(sizes)) {
            for (int a = 0; a < sizes.length; a++) {
                for (int b = a + 1; b < sizes.length; b++) {
                    pairs.add(List.of(a, row[a], b, row[b]));
                }
            }
        }
        assertThat(pairs).hasSize(5 * 6 + 5 * 2 + 5 * 3 + 6 * 2 + 6 * 3 + 2 * 3);
        assertThat(Pairwise.rows(sizes)).hasSizeBetween(30, 36);
        assertThat(Pairwise.product(sizes)).hasSize(5 * 6 * 2 * 3);
    }

    @Test
    void startsMeetInFewStartsOfAJvm() {
        Set<Start> starts = Plan.selected().keySet();
        assertThat(starts).hasSizeLessThanOrEqualTo(60);
        assertThat(pairs(starts.stream().map(PlanTest::values)))
                .isEqualTo(pairs(
                        Pairwise.product(Start.sizes()).stream().map(Start::of).map(PlanTest::values)));
    }

    @Test
    void eachNeighbourStandsBeforeAndAfterOursOnEachJdk() {
        Set<Start> selected = Plan.selected().keySet();
        assertThat(Plan.full().keySet())
                .filteredOn(start -> start.neighbour() != Neighbour.NONE)
                .allMatch(start -> selected.stream().anyMatch(start::hasSameAgents));
    }

    @Test
    void withEachDatabaseTheChainsMeet() {
        Set<List<String>> all =
                pairs(Pairwise.product(Chains.sizes()).stream().map(Chains::of).map(PlanTest::values));
        for (Database database : Database.values()) {
            Stream<List<String>> chains = Plan.selected().entrySet().stream()
                    .filter(entry -> entry.getKey().database() == database)
                    .flatMap(entry -> entry.getValue().stream())
                    .map(PlanTest::values);
            assertThat(pairs(chains)).as(database.name()).isEqualTo(all);
        }
    }

    @Test
    void eachValueOfAStartMeetsEachOfAChain() {
        Set<List<String>> met = new HashSet<>();
        Plan.selected().forEach((start, chains) -> {
            for (Chain chain : chains) {
                met.addAll(across(values(start), values(chain)));
            }
        });
        Set<List<String>> all = new HashSet<>();
        for (int[] start : Pairwise.rows(Start.sizes())) {
            for (int[] chain : Pairwise.rows(Chains.sizes())) {
                all.addAll(across(values(Start.of(start)), values(Chains.of(chain))));
            }
        }
        assertThat(met).isEqualTo(all);
    }

    @Test
    void theSelectionIsTheSameEachTime() {
        assertThat(text(Plan.selected())).isEqualTo(text(Plan.selected()));
    }

    @Test
    void fullIsTheProductOfTheStarts() {
        assertThat(Plan.full()).hasSize(2 * 6 * 2 * (1 + 4 * 2));
    }

    private static String text(Map<Start, List<Chain>> plan) {
        return plan.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static List<String> values(Start start) {
        return List.of(
                "jdk " + start.jdk(),
                "neighbour " + start.neighbour(),
                "before " + start.before(),
                "database " + start.database(),
                "prepared " + start.prepared());
    }

    private static List<String> values(Chain chain) {
        return List.of(
                "door " + chain.door(),
                "inner " + chain.inner(),
                "pool " + chain.pool(),
                "caching " + chain.caching(),
                "outer " + chain.outer());
    }

    private static Set<List<String>> pairs(Stream<List<String>> rows) {
        Set<List<String>> pairs = new HashSet<>();
        rows.forEach(row -> {
            for (int a = 0; a < row.size(); a++) {
                for (int b = a + 1; b < row.size(); b++) {
                    pairs.add(List.of(row.get(a), row.get(b)));
                }
            }
        });
        return pairs;
    }

    private static Set<List<String>> across(List<String> some, List<String> others) {
        Set<List<String>> pairs = new HashSet<>();
        some.forEach(one -> others.forEach(other -> pairs.add(List.of(one, other))));
        return pairs;
    }
}
