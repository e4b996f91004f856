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
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * Two threads record, a third one takes two snapshots. What a snapshot counts is in its sum, the second does not go back behind the
 * first, and in the end all is there. Each actor records several values, so that they collide and stripes appear meanwhile. Needs
 * three processors; jcstress leaves it out on fewer.
 */
@JCStressTest
@Outcome(id = "whole, forward, all", expect = Expect.ACCEPTABLE, desc = "Every guarantee was kept.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A guarantee was broken.")
@State
public class RecordWhileScraping {

    private static final LatencyBounds BOUNDS = LatencyBounds.standard();
    private static final int VALUES = 4;
    private static final long ONE_NANOS = 1_000_000;
    private static final long OTHER_NANOS = 7_000_000;

    private final LatencyRecorder recorder = new LatencyRecorder(BOUNDS);

    @Actor
    public void recordOne() {
        for (int i = 0; i < VALUES; i++) {
            recorder.record(ONE_NANOS);
        }
    }

    @Actor
    public void recordOther() {
        for (int i = 0; i < VALUES; i++) {
            recorder.record(OTHER_NANOS);
        }
    }

    @Actor
    public void scrape(LLL_Result result) {
        LatencySnapshot first = recorder.snapshot();
        LatencySnapshot second = recorder.snapshot();
        result.r1 = isWhole(first) && isWhole(second) ? "whole" : first + " " + second;
        result.r2 = isForward(first, second) ? "forward" : first + " " + second;
    }

    @Arbiter
    public void end(LLL_Result result) {
        LatencySnapshot last = recorder.snapshot();
        boolean all = ones(last) == VALUES
                && others(last) == VALUES
                && last.count() == 2 * VALUES
                && last.sumNanos() == VALUES * (ONE_NANOS + OTHER_NANOS);
        result.r3 = all ? "all" : last.toString();
    }

    private static boolean isWhole(LatencySnapshot snapshot) {
        long classic = 0;
        for (long count : snapshot.classicCounts()) {
            classic += count;
        }
        return classic == snapshot.count()
                && ones(snapshot) + others(snapshot) == snapshot.count()
                && snapshot.sumNanos() >= ones(snapshot) * ONE_NANOS + others(snapshot) * OTHER_NANOS
                && snapshot.sumNanos() <= VALUES * (ONE_NANOS + OTHER_NANOS);
    }

    private static boolean isForward(LatencySnapshot first, LatencySnapshot second) {
        return ones(second) >= ones(first)
                && others(second) >= others(first)
                && second.sumNanos() >= first.sumNanos();
    }

    private static long ones(LatencySnapshot snapshot) {
        return snapshot.binCount(BOUNDS.bin(ONE_NANOS));
    }

    private static long others(LatencySnapshot snapshot) {
        return snapshot.binCount(BOUNDS.bin(OTHER_NANOS));
    }
}
