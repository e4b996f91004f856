package io.sonde.benchmarks.stress;

import io.sonde.core.series.BoundedTable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Two threads want the last place of a table for different keys: one gets it, the other one the overflow value. */
@JCStressTest
@Outcome(
        id = {"first, overflow, 1 1", "overflow, second, 1 1"},
        expect = Expect.ACCEPTABLE,
        desc = "One got the place.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both or none got the place, or the counts are wrong.")
@State
public class InsertIntoLastPlace {

    private final BoundedTable<String> table = new BoundedTable<>(1, "overflow");

    @Actor
    public void first(LLL_Result result) {
        result.r1 = table.computeIfAbsent(1, key -> "first");
    }

    @Actor
    public void second(LLL_Result result) {
        result.r2 = table.computeIfAbsent(2, key -> "second");
    }

    @Arbiter
    public void end(LLL_Result result) {
        result.r3 = table.size() + " " + table.overflowed();
    }
}
