package io.sonde.agent.engine.page;

import io.sonde.agent.bootstrap.jdbc.Server;
import io.sonde.core.series.CounterArithmetic;
import java.util.LinkedHashMap;
import java.util.Map;

/** Calculates with tallies by server, so that what is not published is still told apart by server. */
final class TalliesByServer implements CounterArithmetic<Map<Server, Tally>> {

    @Override
    public Map<Server, Tally> zero() {
        return Map.of();
    }

    @Override
    public boolean isZero(Map<Server, Tally> value) {
        return value.values().stream().allMatch(Tally::isZero);
    }

    @Override
    public Map<Server, Tally> plus(Map<Server, Tally> some, Map<Server, Tally> more) {
        Map<Server, Tally> sum = new LinkedHashMap<>(some);
        more.forEach((server, tally) -> sum.merge(server, tally, Tally::plus));
        return sum;
    }

    @Override
    public Map<Server, Tally> increase(Map<Server, Tally> before, Map<Server, Tally> now) {
        Map<Server, Tally> increase = new LinkedHashMap<>();
        now.forEach((server, tally) -> increase.put(server, tally.since(before.getOrDefault(server, Tally.ZERO))));
        return increase;
    }
}
