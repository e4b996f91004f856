package io.sonde.core.series;

import io.sonde.core.latency.LatencyBounds;
import io.sonde.core.latency.LatencySnapshot;

/**
 * How to calculate with the values of counters: a number, a vector of numbers, a histogram. Values are never modified; arrays given to it
 * must not be modified afterwards either.
 */
public interface CounterArithmetic<V> {

    V zero();

    boolean isZero(V value);

    V plus(V some, V more);

    /**
     * What was counted between two readings of one source. A source that went back in any of its numbers has restarted from zero, and
     * then all of {@code now} was counted since.
     */
    V increase(V before, V now);

    /** Snapshots of recorders with these bounds, which never restart. */
    static CounterArithmetic<LatencySnapshot> latencies(LatencyBounds bounds) {
        return new LatencyArithmetic(LatencySnapshot.empty(bounds));
    }

    /** Vectors of as many whole numbers. */
    static CounterArithmetic<long[]> longs(int length) {
        return new LongArithmetic(length);
    }

    /** Vectors of as many numbers. */
    static CounterArithmetic<double[]> doubles(int length) {
        return new DoubleArithmetic(length);
    }
}
