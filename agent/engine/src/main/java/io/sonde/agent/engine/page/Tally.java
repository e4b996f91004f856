package io.sonde.agent.engine.page;

import io.sonde.agent.bootstrap.jdbc.ErrorCounter;
import io.sonde.agent.bootstrap.jdbc.QuerySeries;
import io.sonde.core.latency.LatencyBounds;
import io.sonde.core.latency.LatencySnapshot;
import io.sonde.core.series.CounterArithmetic;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * What was counted of one query, or of many together. Immutable.
 *
 * @param executions successful ones that were no batches
 * @param batches successful ones
 * @param batchElements statements in successful batches
 * @param failures failed executions by kind; at most {@value #MAX_KINDS} kinds
 */
record Tally(
        LatencySnapshot executions,
        LatencySnapshot batches,
        long batchElements,
        Map<FailureKind, LatencySnapshot> failures) {

    /** What tells failed executions of a query apart. */
    record FailureKind(String errorType, String sqlStateClass, boolean batch) {}

    static final int MAX_KINDS = 32;

    private static final CounterArithmetic<LatencySnapshot> LATENCIES =
            CounterArithmetic.latencies(LatencyBounds.standard());

    static final Tally ZERO = new Tally(LATENCIES.zero(), LATENCIES.zero(), 0, Map.of());

    static Tally of(QuerySeries series) {
        Map<FailureKind, LatencySnapshot> failures = new LinkedHashMap<>();
        for (ErrorCounter counter : series.errors()) {
            FailureKind kind = new FailureKind(counter.errorType(), counter.sqlStateClass(), counter.batch());
            failures.put(kind, counter.latency());
        }
        LatencySnapshot batches = series.batches();
        return new Tally(
                series.executions(), batches == null ? ZERO.batches : batches, series.batchElements(), failures);
    }

    boolean isZero() {
        return LATENCIES.isZero(executions)
                && LATENCIES.isZero(batches)
                && batchElements == 0
                && failures.values().stream().allMatch(LATENCIES::isZero);
    }

    double seconds() {
        return executions.sumSeconds() + batches.sumSeconds();
    }

    Tally plus(Tally more) {
        return new Tally(
                LATENCIES.plus(executions, more.executions),
                LATENCIES.plus(batches, more.batches),
                batchElements + more.batchElements,
                merge(failures, more.failures, LATENCIES::plus));
    }

    /** What was counted since an earlier tally of the same query. */
    Tally since(Tally before) {
        Map<FailureKind, LatencySnapshot> failed = new LinkedHashMap<>();
        failures.forEach((kind, now) ->
                failed.put(kind, LATENCIES.increase(before.failures.getOrDefault(kind, LATENCIES.zero()), now)));
        return new Tally(
                LATENCIES.increase(before.executions, executions),
                LATENCIES.increase(before.batches, batches),
                batchElements - before.batchElements,
                failed);
    }

    /** Kinds beyond the limit, which only a sum over many queries can reach, become one. */
    private static Map<FailureKind, LatencySnapshot> merge(
            Map<FailureKind, LatencySnapshot> some,
            Map<FailureKind, LatencySnapshot> more,
            BinaryOperator<LatencySnapshot> plus) {
        if (more.isEmpty()) {
            return some;
        }
        Map<FailureKind, LatencySnapshot> sum = new LinkedHashMap<>(some);
        more.forEach((kind, count) -> {
            boolean full = sum.size() >= MAX_KINDS && !sum.containsKey(kind);
            FailureKind known = full ? new FailureKind(ErrorCounter.OTHER, "none", kind.batch()) : kind;
            sum.merge(known, count, plus);
        });
        return sum;
    }
}
