package io.sonde.benchmarks.stress;

import io.sonde.core.latency.LatencyBounds;
import io.sonde.core.latency.LatencyRecorder;
import io.sonde.core.latency.LatencySnapshot;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** One thread records several values while another takes two snapshots: each is whole, and the second is not behind the first. */
@JCStressTest
@Outcome(id = "whole, forward", expect = Expect.ACCEPTABLE, desc = "Both guarantees were kept.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A guarantee was broken.")
@State
public class CountsNeverGoBack {

    private final LatencyRecorder recorder = new LatencyRecorder(LatencyBounds.standard());

    @Actor
    public void record() {
        recorder.record(1_000);
        recorder.record(2_000_000);
        recorder.record(1_000);
    }

    @Actor
    public void scrape(LL_Result result) {
        LatencySnapshot first = recorder.snapshot();
        LatencySnapshot second = recorder.snapshot();
        result.r1 = isWhole(first) && isWhole(second) ? "whole" : first + " " + second;
        result.r2 = isForward(first, second) ? "forward" : first + " " + second;
    }

    private static boolean isWhole(LatencySnapshot snapshot) {
        long counted = 0;
        for (long count : snapshot.classicCounts()) {
            counted += count;
        }
        long millions = snapshot.binCount(snapshot.bounds().bin(2_000_000));
        long leastSum = millions * 2_000_000 + (counted - millions) * 1_000;
        return counted == snapshot.count() && snapshot.sumNanos() >= leastSum;
    }

    private static boolean isForward(LatencySnapshot first, LatencySnapshot second) {
        for (int bin = 0; bin < first.bounds().bins(); bin++) {
            if (second.binCount(bin) < first.binCount(bin)) {
                return false;
            }
        }
        return second.sumNanos() >= first.sumNanos();
    }
}
