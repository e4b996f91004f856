package io.sonde.core.series;

import io.sonde.core.latency.LatencySnapshot;

record LatencyArithmetic(LatencySnapshot zero) implements CounterArithmetic<LatencySnapshot> {

    @Override
    public boolean isZero(LatencySnapshot value) {
        return value.count() == 0 && value.sumNanos() == 0;
    }

    @Override
    public LatencySnapshot plus(LatencySnapshot some, LatencySnapshot more) {
        return some.plus(more);
    }

    /** Most queries rest between two scrapes: those cost no array. */
    @Override
    public LatencySnapshot increase(LatencySnapshot before, LatencySnapshot now) {
        boolean rested = before.count() == now.count() && before.sumNanos() == now.sumNanos();
        return rested ? zero : now.minus(before);
    }
}
