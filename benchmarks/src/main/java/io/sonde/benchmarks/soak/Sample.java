package io.sonde.benchmarks.soak;

/**
 * What was seen of the process at one moment, after a collection of its heap.
 *
 * @param seconds since the start
 * @param heap bytes used after the collection
 * @param resident bytes of memory
 * @param threads of the operating system's
 * @param files open descriptors
 * @param classes loaded
 * @param series on the page
 * @param pageBytes uncompressed
 * @param suppressed failures inside the agent
 * @param literals executed so far
 */
record Sample(
        double seconds,
        double heap,
        double resident,
        double threads,
        double files,
        double classes,
        double series,
        double pageBytes,
        double suppressed,
        double literals) {}
