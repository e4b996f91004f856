package io.sonde.agent.bootstrap.trace;

import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The exemplars of one series: the slowest sampled execution of each region of durations in each round.
 *
 * <p>Any thread may offer and read; nobody waits. A race may keep the less slow of two, or ask once more than it should. Nothing is
 * allocated but the exemplars that are taken.
 */
public final class Exemplars {

    /*
     * Each region covers a factor of four, so that the slow ones have regions of their own:
     *
     *   0        1        2       3       4       5        6        7
     *   < 131 µs < 524 µs < 2.1 ms < 8.4 ms < 34 ms < 134 ms < 537 ms all above
     *
     * An execution asks for its span only if it is slower than the exemplar that its region has in this round. In whatever order the
     * durations come, that is some ln(n) of n executions. Where no span is sampled, as with an API without an SDK, everything would ask;
     * so a region gives up for the round after 256 questions without an answer. A round is as long as the time between two scrapes, at
     * least five seconds, so there is no clock here.
     *
     * A region keeps its exemplar until the next one, so that each of several Prometheuses sees it; an old one is not shown.
     */

    private static final int REGIONS = 8;
    private static final int FIRST_REGION_BITS = 17;
    private static final int MAX_QUESTIONS = 256;
    private static final long ROUND_NANOS = 5_000_000_000L;
    private static final long SHOWN_MILLIS = 300_000;

    private static volatile @Nullable TraceAccess access;
    private static volatile int round;
    private static volatile long roundStart = System.nanoTime() - ROUND_NANOS;

    private final long[] slowest = new long[REGIONS];
    private final int[] questions = new int[REGIONS];
    private final AtomicReferenceArray<@Nullable Exemplar> taken = new AtomicReferenceArray<>(REGIONS);
    private int lastRound;

    public Exemplars() {
        lastRound = round;
    }

    /** What to ask for spans, or null while no tracing library was seen. */
    public static @Nullable TraceAccess access() {
        return access;
    }

    /** Gives what can ask for spans, or null for nothing. */
    public static void access(@Nullable TraceAccess traces) {
        access = traces;
    }

    /** Lets the regions take new exemplars, unless that was less than five seconds ago. For one thread at a time. */
    public static void nextRound(long nanoTime) {
        if (nanoTime - roundStart >= ROUND_NANOS) {
            roundStart = nanoTime;
            int next = round + 1;
            round = next;
        }
    }

    /** Takes this execution as an exemplar, if it is one. Never throws. */
    public void offer(long nanos, TraceAccess traces) {
        int now = round;
        if (lastRound != now) {
            lastRound = now;
            Arrays.fill(slowest, 0);
            Arrays.fill(questions, 0);
        }
        int region = region(nanos);
        if (nanos > slowest[region] && questions[region] < MAX_QUESTIONS) {
            ask(region, nanos, traces);
        }
    }

    /** What was taken in the last five minutes. */
    public List<Exemplar> recent(long epochMillis) {
        List<Exemplar> recent = new ArrayList<>(REGIONS);
        for (int region = 0; region < REGIONS; region++) {
            Exemplar exemplar = taken.getAcquire(region);
            if (exemplar != null && epochMillis - exemplar.epochMillis() < SHOWN_MILLIS) {
                recent.add(exemplar);
            }
        }
        return recent;
    }

    static int region(long nanos) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(nanos >>> FIRST_REGION_BITS);
        return Math.min(REGIONS - 1, (bits + 1) >> 1);
    }

    private void ask(int region, long nanos, TraceAccess traces) {
        try {
            questions[region]++;
            Exemplar exemplar = traces.sampled(nanos);
            if (exemplar != null) {
                slowest[region] = nanos;
                questions[region] = 0;
                taken.setRelease(region, exemplar);
            }
        } catch (Throwable t) {
            Failures.suppressed(Place.TRACE, t);
        }
    }
}
