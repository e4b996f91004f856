package io.sonde.benchmarks.peers;

import io.sonde.benchmarks.jdbc.JdbcBenchmark;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Executes queries that take some microseconds of arithmetic each ({@code sonde.benchmark.work}), until something comes on standard input or
 * nobody reads its output any more.
 * Its first line is the id of the thread that does so; then comes a line each second, with the CPU time of this thread in nanoseconds and
 * the number of queries. It does nothing else, as the compiler would have that to work on: {@link CpuReading} reads the other threads'
 * time from outside. Linux only.
 */
public final class CpuOfAllThreads {

    /** What its lines begin with; agents print others. */
    static final String MARK = "cpu ";

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
        PrintStream out = System.out;
        out.print(MARK);
        out.println(Path.of("/proc/thread-self").toRealPath().getFileName());
        while (System.in.available() == 0 && !out.checkError()) {
            long own = THREADS.getCurrentThreadCpuTime();
            long queries = 0;
            for (long end = System.nanoTime() + SECOND; System.nanoTime() < end; queries += OPERATIONS) {
                benchmark.execute(application, hole);
            }
            out.print(MARK);
            out.print(THREADS.getCurrentThreadCpuTime() - own);
            out.print(' ');
            out.println(queries);
        }
        application.keepEvidence();
        System.exit(0);
    }
}
