package io.sonde.benchmarks.peers;

import io.sonde.benchmarks.jdbc.JdbcBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Runs one benchmark, or one process, with one peer on one JDK. */
final class Runs {

    private static final String HEAP = "-Xms1g";
    private static final String MAX_HEAP = "-Xmx1g";

    /**
     * JDK 17 samples its own counters twenty times a second, which takes 14 to 20 ns of a query of 20 µs, with and without an agent, and by
     * 10 more in one process than in the next.
     */
    private static final String WITHOUT_COUNTERS = "-XX:-UsePerfData";

    private static final double QUERY_NANOS = 20_000;

    private final Path home;
    private final Effort effort;
    private final Path evidence;
    private final long work;

    /** @param scratch where the measured processes may write */
    Runs(Path home, Effort effort, Path scratch) {
        this.home = home;
        this.effort = effort;
        this.evidence = scratch.resolve("evidence.txt");
        this.work = calibrate();
    }

    Figure benchmark(String method, int threads, Peer peer) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(JdbcBenchmark.class.getName().replace(".", "\\.") + "\\." + method + "$")
                        .jvm(java())
                        .jvmArgs(options(peer).toArray(String[]::new))
                        .threads(threads)
                        .forks(effort.forks())
                        .warmupIterations(effort.warmUps())
                        .warmupTime(TimeValue.milliseconds(effort.warmUpMillis()))
                        .measurementIterations(effort.iterations())
                        .measurementTime(TimeValue.milliseconds(effort.iterationMillis()))
                        .timeout(TimeValue.minutes(2))
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run();
        RunResult result = results.iterator().next();
        Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
        if (bytes == null) {
            throw new IllegalStateException(
                    "no gc.alloc.rate.norm in " + result.getSecondaryResults().keySet());
        }
        Statistics nanos = result.getPrimaryResult().getStatistics();
        return new Figure(nanos.getPercentile(50), bytes.getStatistics().getPercentile(50));
    }

    Measurements.Cpu cpu(Peer peer, List<String> more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(options(peer));
        command.addAll(more);
        command.add(WITHOUT_COUNTERS);
        command.add("-Dsonde.benchmark.work=" + work);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), CpuOfAllThreads.class.getName()));
        return CpuReading.of(command, effort);
    }

    /** The executions that the peer itself has counted since the last call of this. */
    long takeCounted() throws IOException {
        if (!Files.exists(evidence)) {
            return 0;
        }
        long sum = 0;
        for (String line : Files.readAllLines(evidence)) {
            sum += Long.parseLong(line);
        }
        Files.delete(evidence);
        return sum;
    }

    private List<String> options(Peer peer) {
        List<String> options = new ArrayList<>(List.of(HEAP, MAX_HEAP));
        options.addAll(peer.options());
        if (!peer.page().isEmpty()) {
            options.add("-Dsonde.benchmark.page=" + peer.page());
        }
        options.add("-Dsonde.benchmark.evidence=" + evidence);
        options.add("-Dslf4j.internal.verbosity=ERROR");
        return options;
    }

    private String java() {
        return home.resolve("bin/java").toString();
    }

    /** How much arithmetic takes as long as the queries of the CPU row. */
    private static long calibrate() {
        long tokens = 10_000;
        double fastest = Double.MAX_VALUE;
        for (int i = 0; i < 2000; i++) {
            long start = System.nanoTime();
            Blackhole.consumeCPU(tokens);
            fastest = Math.min(fastest, (double) (System.nanoTime() - start));
        }
        return Math.max(1, Math.round(tokens * QUERY_NANOS / fastest));
    }
}
