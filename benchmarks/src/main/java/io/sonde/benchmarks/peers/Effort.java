package io.sonde.benchmarks.peers;

/** How long to measure. */
record Effort(
        int forks,
        int warmUps,
        int warmUpMillis,
        int iterations,
        int iterationMillis,
        int cpuWarmUpSeconds,
        int cpuSeconds,
        int cpuTurns,
        int turns) {

    /*
     * What other threads do is some microseconds a second, so the seconds that count begin when the compiler has come to rest, and it takes
     * several processes: their median seconds are up to 4 ns of a query of 20 µs apart.
     */

    static final Effort FULL = new Effort(2, 5, 1000, 10, 300, 40, 31, 5, 11);
    static final Effort QUICK = new Effort(1, 8, 500, 7, 200, 20, 11, 5, 7);

    String text() {
        return forks + (forks == 1 ? " fork" : " forks") + ", " + warmUps + " iterations of " + warmUpMillis
                + " ms to warm up, " + iterations + " of " + iterationMillis
                + " ms measured, medians; CPU of all threads: medians of " + cpuTurns + " processes' median second of "
                + cpuSeconds + ", after " + cpuWarmUpSeconds + "; whole processes: medians of " + turns;
    }
}
