package io.sonde.benchmarks.start;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a command line asks to compare, in turns: bare first, then each variant, and again.
 *
 * @param turns how often each is measured
 */
record Comparison(int turns, List<Path> homes, List<Variant> variants) {

    /** Measures one process and returns its figures. */
    interface Measurement {
        double[] measure(Path home, Variant variant) throws Exception;
    }

    /** From: turns, homes of JDKs separated by commas, variants. */
    static Comparison parse(List<String> arguments) {
        List<Variant> variants = new ArrayList<>(List.of(Variant.BARE));
        arguments.subList(2, arguments.size()).forEach(text -> variants.add(Variant.parse(text)));
        List<Path> homes =
                Arrays.stream(arguments.get(1).split(",", -1)).map(Path::of).toList();
        return new Comparison(Integer.parseInt(arguments.get(0)), homes, variants);
    }

    /**
     * Prints a table with the medians of each figure and what each variant adds to the bare one's.
     *
     * @param warmUp turns before those that count
     */
    void print(int warmUp, List<String> figures, Measurement measurement) throws Exception {
        StringBuilder head = new StringBuilder("| JDK | variant |");
        StringBuilder rule = new StringBuilder("|---|---|");
        for (String figure : figures) {
            head.append(' ').append(figure).append(" | added |");
            rule.append("---|---|");
        }
        System.out.println(head);
        System.out.println(rule);
        for (Path home : homes) {
            print(home, warmUp, figures.size(), measurement);
        }
    }

    private void print(Path home, int warmUp, int figures, Measurement measurement) throws Exception {
        Map<Variant, double[][]> measured = new LinkedHashMap<>();
        variants.forEach(variant -> measured.put(variant, new double[figures][turns]));
        for (int turn = -warmUp; turn < turns; turn++) {
            for (Map.Entry<Variant, double[][]> each : measured.entrySet()) {
                double[] values = measurement.measure(home, each.getKey());
                for (int figure = 0; figure < figures && turn >= 0; figure++) {
                    each.getValue()[figure][turn] = values[figure];
                }
            }
        }
        double[][] bare = measured.getOrDefault(Variant.BARE, new double[figures][turns]);
        measured.forEach((variant, values) -> {
            StringBuilder line = new StringBuilder("| " + home.getFileName() + " | " + variant.name() + " |");
            for (int figure = 0; figure < figures; figure++) {
                double median = median(values[figure]);
                String added = variant.equals(Variant.BARE) ? "" : "%+.1f".formatted(median - median(bare[figure]));
                line.append(" %.1f | %s |".formatted(median, added));
            }
            System.out.println(line);
        });
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
