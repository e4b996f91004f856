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
        int turns) {

    static final Effort FULL = new Effort(2, 5, 1000, 10, 300, 10, 15, 11);
    static final Effort QUICK = new Effort(1, 5, 500, 5, 200, 4, 5, 3);

    String text() {
        return forks + (forks == 1 ? " fork" : " forks") + ", " + warmUps + " iterations of " + warmUpMillis
                + " ms to warm up, " + iterations + " of " + iterationMillis
                + " ms measured, medians; CPU of all threads: the median second of " + cpuSeconds + ", after "
                + cpuWarmUpSeconds + "; whole processes: medians of " + turns;
    }
}
