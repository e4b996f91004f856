package io.sonde.benchmarks.stress;

import io.sonde.core.latency.LatencyBounds;
import io.sonde.core.latency.LatencyRecorder;
import io.sonde.core.latency.LatencySnapshot;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** One recording and one snapshot: the count never comes without the sum. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Before the recording.")
@Outcome(id = "0, 5000", expect = Expect.ACCEPTABLE, desc = "Between the two additions.")
@Outcome(id = "1, 5000", expect = Expect.ACCEPTABLE, desc = "After the recording.")
@Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "Counted, but not in the sum.")
@State
public class CountImpliesSum {

    private final LatencyRecorder recorder = new LatencyRecorder(LatencyBounds.standard());

    @Actor
    public void record() {
        recorder.record(5000);
    }

    @Actor
    public void scrape(JJ_Result result) {
        LatencySnapshot snapshot = recorder.snapshot();
        result.r1 = snapshot.count();
        result.r2 = snapshot.sumNanos();
    }
}
