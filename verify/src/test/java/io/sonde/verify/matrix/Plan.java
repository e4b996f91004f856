package io.sonde.verify.matrix;

import io.sonde.verify.matrix.app.Chain;
import io.sonde.verify.matrix.app.Chains;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which chains run in which starts.
 *
 * <p>Selected: each two values of a start meet, with each database each two values of a chain meet, and each value of a start meets each
 * value of a chain, and each neighbour stands before and after ours on each JDK. Full: all starts, each with the selected chains of its database.
 */
final class Plan {

    private Plan() {}

    /** The selection, in an order that changes only when a dimension does. */
    static Map<Start, List<Chain>> selected() {
        List<int[]> starts = Pairwise.rows(Start.sizes());
        addOrders(starts);
        List<int[]> chains = Pairwise.rows(Chains.sizes());
        List<List<int[]>> dealt = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            dealt.add(new ArrayList<>());
        }
        for (int database = 0; database < Database.values().length; database++) {
            deal(starts, dealt, chains, database);
        }
        complete(starts, dealt, chains);
        Map<Start, List<Chain>> plan = new LinkedHashMap<>();
        for (int i = 0; i < starts.size(); i++) {
            plan.put(
                    Start.of(starts.get(i)),
                    dealt.get(i).stream().map(Chains::of).toList());
        }
        return plan;
    }

    /** All starts that differ: without a neighbour there is no order. */
    static Map<Start, List<Chain>> full() {
        List<Chain> chains =
                Pairwise.rows(Chains.sizes()).stream().map(Chains::of).toList();
        Map<Start, List<Chain>> plan = new LinkedHashMap<>();
        for (int[] row : Pairwise.product(Start.sizes())) {
            Start start = Start.of(row);
            if (start.neighbour() != Neighbour.NONE || start.before()) {
                plan.put(start, chains);
            }
        }
        return plan;
    }

    /** Adds starts until each neighbour stands before and after ours on each JDK, which together decide what it sees. */
    private static void addOrders(List<int[]> starts) {
        for (int[] row : Pairwise.product(Start.sizes())) {
            Start start = Start.of(row);
            Stream<Start> known = starts.stream().map(Start::of);
            if (start.neighbour() != Neighbour.NONE && known.noneMatch(start::hasSameAgents)) {
                starts.add(row);
            }
        }
    }

    /** Deals all chains out to the starts with this database, in turn. */
    private static void deal(List<int[]> starts, List<List<int[]>> dealt, List<int[]> chains, int database) {
        List<List<int[]>> hands = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            if (starts.get(i)[1] == database) {
                hands.add(dealt.get(i));
            }
        }
        for (int i = 0; i < chains.size(); i++) {
            hands.get(i % hands.size()).add(chains.get(i));
        }
    }

    /** Adds chains until each value of a start has met each value of a chain. */
    private static void complete(List<int[]> starts, List<List<int[]>> dealt, List<int[]> chains) {
        int[] startSizes = Start.sizes();
        int[] chainSizes = Chains.sizes();
        for (int a = 0; a < startSizes.length; a++) {
            for (int x = 0; x < startSizes[a]; x++) {
                for (int b = 0; b < chainSizes.length; b++) {
                    for (int y = 0; y < chainSizes[b]; y++) {
                        if (!haveMet(starts, dealt, a, x, b, y)) {
                            dealt.get(first(starts, a, x)).add(chains.get(first(chains, b, y)));
                        }
                    }
                }
            }
        }
    }

    private static boolean haveMet(List<int[]> starts, List<List<int[]>> dealt, int a, int x, int b, int y) {
        for (int i = 0; i < starts.size(); i++) {
            if (starts.get(i)[a] == x && first(dealt.get(i), b, y) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static int first(List<int[]> rows, int dimension, int value) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i)[dimension] == value) {
                return i;
            }
        }
        return -1;
    }
}
