package io.sonde.benchmarks.stress;

import io.sonde.core.series.BoundedTable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Two threads ask a table with places to spare for the same new key: both get the one value that stays there. */
@JCStressTest
@Outcome(
        id = {"first, first, 1", "second, second, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "One of the two values won.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The threads do not agree, or a place was lost.")
@State
public class InsertOnce {

    private final BoundedTable<String> table = new BoundedTable<>(2, "overflow");

    @Actor
    public void first(LLL_Result result) {
        result.r1 = table.computeIfAbsent(0, key -> "first");
    }

    @Actor
    public void second(LLL_Result result) {
        result.r2 = table.computeIfAbsent(0, key -> "second");
    }

    @Arbiter
    public void end(LLL_Result result) {
        result.r3 = table.size();
    }
}
