package io.sonde.benchmarks;

import io.sonde.core.latency.LatencyBounds;
import io.sonde.core.latency.LatencyRecorder;
import io.sonde.core.latency.LatencySnapshot;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cost of measuring one execution: two clock reads and a recording, beside the floor of two clock reads and two atomic additions.
 * The recorded values are not what the clock says, which would always be the first bin, but latencies around a millisecond.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecorderBenchmark {

    private static final int VALUES = 1024;

    private final AtomicLong count = new AtomicLong();
    private final AtomicLong sum = new AtomicLong();
    private final LatencyRecorder recorder = new LatencyRecorder(LatencyBounds.standard());
    private final long[] latencies = latencies();

    /** A position in the latencies, one per thread. */
    @State(Scope.Thread)
    public static class Position {
        private int next;
    }

    @Benchmark
    public void floor() {
        long start = System.nanoTime();
        long end = System.nanoTime();
        count.getAndAdd(1);
        sum.getAndAdd(end - start);
    }

    @Benchmark
    public void recording(Position position) {
        long latency = latencies[position.next++ & (VALUES - 1)];
        long start = System.nanoTime();
        long end = System.nanoTime();
        recorder.record(end - start + latency);
    }

    @Benchmark
    @Threads(2)
    public void floorByTwoThreads() {
        floor();
    }

    @Benchmark
    @Threads(2)
    public void recordingByTwoThreads(Position position) {
        recording(position);
    }

    @Benchmark
    public LatencySnapshot snapshot() {
        return recorder.snapshot();
    }

    private static long[] latencies() {
        Random random = new Random(1);
        long[] latencies = new long[VALUES];
        for (int i = 0; i < VALUES; i++) {
            latencies[i] = (long) (1e6 * Math.exp(random.nextGaussian()));
        }
        return latencies;
    }
}
