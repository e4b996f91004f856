package io.sonde.benchmarks.jdbc;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Two threads that execute the same queries, whose ids are as far apart as asked for: what an agent chooses by the id of a thread may be the same
 * for both. Prints what an operation of each takes in nanoseconds, for three pairs.
 *
 * <p>Arguments: {@code execute} or {@code prepareOneOfHundred}, and how far apart the ids are.
 */
public final class PairsOfThreads {

    private static final int PAIRS = 3;
    private static final long WARM_UP_NANOS = 3_000_000_000L;
    private static final long NANOS = 3_000_000_000L;

    private final JdbcBenchmark.Application application = new JdbcBenchmark.Application();
    private final boolean texts;
    private final AtomicReferenceArray<String> results = new AtomicReferenceArray<>(2);

    private PairsOfThreads(boolean texts) {
        this.texts = texts;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2
                || !arguments[0].matches("execute|prepareOneOfHundred")
                || !arguments[1].matches("[1-9]")) {
            System.err.println("usage: PairsOfThreads execute|prepareOneOfHundred <how far apart the ids are, 1 to 9>");
            System.exit(2);
        }
        PairsOfThreads pairs = new PairsOfThreads(arguments[0].equals("prepareOneOfHundred"));
        for (int i = 0; i < PAIRS; i++) {
            pairs.run(Integer.parseInt(arguments[1]));
        }
        System.exit(0);
    }

    private void run(int apart) throws InterruptedException {
        Thread first = new Thread(() -> measure(0));
        Thread second = new Thread(() -> measure(1));
        while (second.getId() < first.getId() + apart) {
            second = new Thread(() -> measure(1));
        }
        first.start();
        second.start();
        first.join();
        second.join();
        System.out.println(
                "ids " + (second.getId() - first.getId()) + " apart: " + results.get(0) + " and " + results.get(1));
    }

    private void measure(int thread) {
        try {
            JdbcBenchmark benchmark = new JdbcBenchmark();
            benchmark.connect(application);
            Blackhole hole = new Blackhole(
                    "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.");
            execute(benchmark, hole, WARM_UP_NANOS);
            results.set(thread, Long.toString(Math.round(execute(benchmark, hole, NANOS))));
        } catch (Exception e) {
            results.set(thread, e.toString());
        }
    }

    /** Returns the nanoseconds of an operation. */
    private double execute(JdbcBenchmark benchmark, Blackhole hole, long nanos) throws Exception {
        long operations = 0;
        long start = System.nanoTime();
        long passed = 0;
        while (passed < nanos) {
            if (texts) {
                benchmark.prepareOneOfHundred(application, hole);
            } else {
                benchmark.execute(application, hole);
            }
            operations += JdbcBenchmark.OPERATIONS;
            passed = System.nanoTime() - start;
        }
        return (double) passed / operations;
    }
}
