package io.sonde.benchmarks.soak;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What must be flat: in the last third of the samples no more than in the first, but for a tolerance.
 *
 * @param unit how many of what is counted make one of what is shown
 * @param share of the first third's median that may be added
 * @param more that may be added beside it, in shown units
 */
record Quantity(String name, ToDoubleFunction<Sample> of, double unit, double share, double more) {

    private static final double MEBIBYTE = 1024 * 1024;

    static final List<Quantity> ALL = List.of(
            new Quantity("heap after a collection, MiB", Sample::heap, MEBIBYTE, 0.05, 1),
            new Quantity("resident memory, MiB", Sample::resident, MEBIBYTE, 0.10, 5),
            new Quantity("threads", Sample::threads, 1, 0, 3),
            new Quantity("file descriptors", Sample::files, 1, 0, 3),
            new Quantity("classes", Sample::classes, 1, 0.02, 0),
            new Quantity("series on the page", Sample::series, 1, 0.01, 0),
            new Quantity("page, KiB", Sample::pageBytes, 1024, 0.02, 0));

    /** A row of the table of results: its medians, extremes and judgement. */
    String row(List<Sample> samples) {
        int third = samples.size() / 3;
        double first = median(samples.subList(0, third));
        double last = median(samples.subList(samples.size() - third, samples.size()));
        double least = samples.stream().mapToDouble(of).min().orElse(0) / unit;
        double most = samples.stream().mapToDouble(of).max().orElse(0) / unit;
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f | %.1f | %.1f | %s |",
                name,
                first,
                last,
                least,
                most,
                limit(first),
                isFlat(samples) ? "PASS" : "FAIL");
    }

    boolean isFlat(List<Sample> samples) {
        int third = samples.size() / 3;
        double last = median(samples.subList(samples.size() - third, samples.size()));
        return third > 0 && last <= limit(median(samples.subList(0, third)));
    }

    private double limit(double first) {
        return first * (1 + share) + more;
    }

    private double median(List<Sample> samples) {
        double[] values = samples.stream().mapToDouble(of).sorted().toArray();
        int middle = values.length / 2;
        return values.length == 0
                ? 0
                : (values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2) / unit;
    }
}
