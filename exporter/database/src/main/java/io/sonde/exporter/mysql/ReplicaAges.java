package io.sonde.exporter.mysql;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** How old what a replica shows may be, by source, as far as the collections saw. For one thread at a time. */
final class ReplicaAges {

    /*
     * What a server calls its lag is how far its applier is behind what was received. While the link is cut, nothing is received, and
     * the lag is 0 for as long as the server believes in the link, a minute as it comes, and no number after that. So the age here is the
     * lag only while the source gives signs of life, at least a heartbeat in its period; otherwise it grows:
     *
     *     sign   sign   sign
     *      |      |      |     the link is cut
     *      0      0      0 . . . . . 45 50 55 60    one and a half periods of 30 s later it is noticed
     */

    /** How many of a source's periods may pass without a sign of it. */
    private static final double PATIENCE = 1.5;

    private static final double NANOS = 1e9;

    /**
     * What one collection saw of a source.
     *
     * @param lag in seconds; empty while the server states none
     * @param sign of life: changes with each event and heartbeat
     * @param period of the heartbeats, in seconds; 0 when unknown, and then the lag is believed
     */
    record Seen(OptionalDouble lag, String sign, double period) {}

    /** The last lag that could be believed, and when the source gave the sign that it rests on. */
    private record Known(double lag, long nanos) {}

    private record Sign(String text, long nanos) {}

    private final Map<String, Sign> signs = new HashMap<>();
    private final Map<String, Known> known = new HashMap<>();

    /** The age in seconds; empty when no lag was ever stated. */
    OptionalDouble age(String source, Seen seen, long nowNanos) {
        Sign last = signs.get(source);
        if (last == null || !last.text().equals(seen.sign())) {
            last = new Sign(seen.sign(), nowNanos);
            signs.put(source, last);
        }
        double quiet = (nowNanos - last.nanos()) / NANOS;
        boolean believed = seen.lag().isPresent() && (seen.period() == 0 || quiet <= PATIENCE * seen.period());
        if (believed) {
            boolean signed = seen.period() > 0;
            known.put(source, new Known(seen.lag().getAsDouble(), signed ? last.nanos() : nowNanos));
            return seen.lag();
        }
        Known before = known.get(source);
        return before == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(before.lag() + (nowNanos - before.nanos()) / NANOS);
    }

    /** Forgets sources that are gone. */
    void retain(Set<String> sources) {
        signs.keySet().retainAll(sources);
        known.keySet().retainAll(sources);
    }
}
