package io.sonde.benchmarks.stress;

import io.sonde.core.latency.LatencyBounds;
import io.sonde.core.latency.LatencyRecorder;
import io.sonde.core.latency.LatencySnapshot;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** Two threads record, collide, and make stripes appear: in the end every value is counted once. */
@JCStressTest
@Outcome(id = "6, 24000", expect = Expect.ACCEPTABLE, desc = "All values were counted once.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A value was lost or counted twice.")
@State
public class RecordByTwo {

    private static final int VALUES = 3;

    private final LatencyRecorder recorder = new LatencyRecorder(LatencyBounds.standard());

    @Actor
    public void recordOne() {
        for (int i = 0; i < VALUES; i++) {
            recorder.record(1000);
        }
    }

    @Actor
    public void recordOther() {
        for (int i = 0; i < VALUES; i++) {
            recorder.record(7000);
        }
    }

    @Arbiter
    public void end(JJ_Result result) {
        LatencySnapshot snapshot = recorder.snapshot();
        result.r1 = snapshot.count();
        result.r2 = snapshot.sumNanos();
    }
}
