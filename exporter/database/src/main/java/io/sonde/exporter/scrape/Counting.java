package io.sonde.exporter.scrape;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the samplers of one target have counted, of looks of its own or of a sibling's.
 *
 * <p>Any thread may call it; nothing waits for a look that is under way.
 */
final class Counting {

    private static final double MOST_SECONDS = 2;
    /** What was counted is shown as long as the last look is not older than this. */
    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

    private final Siblings.Member member;
    private final List<Sampler<?>> samplers;
    private final Map<String, Look> looks = new HashMap<>();

    /**
     * How a sampler's last look ended.
     *
     * @param countedNanos when the last one was that did not fail; 0 before
     */
    private record Look(long nanos, long countedNanos, Outcome outcome) {}

    Counting(Siblings.Member member, List<Sampler<?>> samplers) {
        this.member = member;
        this.samplers = List.copyOf(samplers);
    }

    List<Sampler<?>> samplers() {
        return samplers;
    }

    /**
     * A look has ended, after which this target's sampler of the same name counts what is its own.
     *
     * @param seen null when the look failed
     */
    synchronized void ended(Outcome outcome, @Nullable Object seen, long now) {
        for (Sampler<?> sampler : samplers) {
            if (sampler.name().equals(outcome.collector())) {
                Look before = looks.get(sampler.name());
                long counted = before == null ? 0 : before.countedNanos();
                if (seen != null) {
                    count(sampler, seen, counted == 0 ? 1 : Math.min(MOST_SECONDS, (now - counted) / 1e9));
                    counted = now;
                }
                looks.put(sampler.name(), new Look(now, counted, outcome));
            }
        }
    }

    /** Samplers of one name are of one kind of database, which sees the same things on all targets. */
    @SuppressWarnings("unchecked")
    private <T> void count(Sampler<T> sampler, Object seen, double seconds) {
        sampler.count((T) seen, member.coverage(), seconds);
    }

    /** What each sampler has counted, or why there is nothing to show. */
    synchronized List<Outcome> outcomes() {
        long now = System.nanoTime();
        List<Outcome> outcomes = new ArrayList<>();
        for (Sampler<?> sampler : samplers) {
            Look look = looks.get(sampler.name());
            if (look == null) {
                outcomes.add(Outcome.failure(sampler.name(), 0, Reason.PENDING, "", null));
            } else if (look.outcome().reason() != null) {
                outcomes.add(look.outcome());
            } else if (now - look.nanos() > FRESH_NANOS) {
                outcomes.add(Outcome.failure(sampler.name(), 0, Reason.OVERDUE, "", null));
            } else {
                Samples found = new Samples();
                sampler.report(found);
                outcomes.add(
                        Outcome.success(sampler.name(), found, look.outcome().nanos()));
            }
        }
        return outcomes;
    }
}
