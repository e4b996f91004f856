package io.sonde.demo;

import java.nio.file.Path;

/**
 * What {@link Demo} starts.
 *
 * @param root the repository's root, where {@code dist/} is
 * @param directory where the demo keeps its files: the server's binaries for the next time, and a folder per run that goes with it
 * @param standardPorts 8080, 9476 and 9477 where they are free; otherwise, and for whatever is taken, any free port
 * @param pagesPerSecond how many pages the load asks for
 * @param visitors how many threads ask, at most one page each at a time
 */
public record DemoOptions(Path root, Path directory, boolean standardPorts, double pagesPerSecond, int visitors) {
    /** At most this many visitors. */
    public static final int MAX_VISITORS = 64;

    /** Checks the ranges. */
    public DemoOptions {
        if (!(pagesPerSecond > 0 && pagesPerSecond <= 10_000)) {
            throw new IllegalArgumentException("the rate must be above 0 and at most 10000 pages per second");
        }
        if (visitors < 1 || visitors > MAX_VISITORS) {
            throw new IllegalArgumentException("there must be 1 to " + MAX_VISITORS + " visitors");
        }
    }

    /** Standard ports, 40 pages per second, 4 visitors, files below {@code demo/target}. */
    public static DemoOptions standard(Path root) {
        return new DemoOptions(root, root.resolve("demo/target/tour"), true, 40, 4);
    }

    /** The same with free ports only and files elsewhere, so that several may run at once. */
    public static DemoOptions isolated(Path root, Path directory) {
        return new DemoOptions(root, directory, false, 40, 4);
    }

    /** The same with another load. */
    public DemoOptions withLoad(double pages, int threads) {
        return new DemoOptions(root, directory, standardPorts, pages, threads);
    }
}
