package io.sonde.benchmarks.peers;

import io.sonde.benchmarks.jdbc.JdbcBenchmark;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Executes queries that take some microseconds of arithmetic each ({@code sonde.benchmark.work}), and prints two numbers: CPU time per query
 * of the calling thread, and of all other threads, in nanoseconds. Medians of seconds, so that a compiler's burst does not count.
 * Arguments: seconds to warm up, seconds to measure. Linux only.
 */
public final class CpuOfAllThreads {

    private static final int OPERATIONS = 100;
    private static final long SECOND = 1_000_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CpuOfAllThreads() {}

    public static void main(String[] arguments) throws Exception {
        JdbcBenchmark.Application application = new JdbcBenchmark.Application();
        JdbcBenchmark benchmark = new JdbcBenchmark();
        benchmark.connect(application);
        Blackhole hole = new Blackhole(
                "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.");
        int seconds = Integer.parseInt(arguments[1]);
        double[] calling = new double[seconds];
        double[] others = new double[seconds];
        for (int i = -Integer.parseInt(arguments[0]); i < seconds; i++) {
            long other = ofOtherThreads();
            long own = THREADS.getCurrentThreadCpuTime();
            long queries = 0;
            for (long end = System.nanoTime() + SECOND; System.nanoTime() < end; queries += OPERATIONS) {
                benchmark.execute(application, hole);
            }
            own = THREADS.getCurrentThreadCpuTime() - own;
            other = ofOtherThreads() - other;
            if (i >= 0) {
                calling[i] = (double) own / queries;
                others[i] = (double) other / queries;
            }
        }
        application.keepEvidence();
        System.out.println("cpu " + median(calling) + " " + median(others));
        System.exit(0);
    }

    /** The time on a processor of all threads that are alive but this one, in nanoseconds. */
    private static long ofOtherThreads() throws IOException {
        Path own = Path.of("/proc/thread-self").toRealPath().getFileName();
        long sum = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path task : tasks) {
                if (task.endsWith(own)) {
                    continue;
                }
                try {
                    String[] fields =
                            Files.readString(task.resolve("schedstat")).split(" ", -1);
                    sum += Long.parseLong(fields[0]);
                } catch (NoSuchFileException ended) {
                    // Between the listing and the reading.
                }
            }
        }
        return sum;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
