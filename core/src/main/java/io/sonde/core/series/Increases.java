package io.sonde.core.series;

import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What many cumulative sources counted since they were last read. A source that is read for the first time has counted everything it
 * shows; one that went back has restarted, and has counted everything it shows since.
 *
 * <p>Remembers one value per source, at most as many as its capacity. When it is full, a source that was missing in the last reading for
 * longest makes room; when all are in use, a new source is refused, counts nothing, and is counted in {@link #refused()}.
 *
 * <p>Not safe for use by several threads at once: it belongs to whoever scrapes, under the scrape's lock.
 */
public final class Increases<K, V> {

    /*
     * A source that is missing in one reading may come back with its old value (a reading with a limit), so it is remembered while
     * there is room. Forgetting a source that is still there would count all it ever counted a second time when it is read next,
     * which shows as a spike; refusing a new one only leaves something out, and says so.
     */

    private static final class Seen<V> {
        V value;
        long round;

        Seen(V value, long round) {
            this.value = value;
            this.round = round;
        }
    }

    private final CounterArithmetic<V> arithmetic;
    private final int capacity;
    private final LinkedHashMap<K, Seen<V>> lastSeenFirst = new LinkedHashMap<>(16, 0.75f, true);
    private long round;
    private long refused;

    public Increases(CounterArithmetic<V> arithmetic, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, not " + capacity);
        }
        this.arithmetic = arithmetic;
        this.capacity = capacity;
    }

    /** What each of these sources counted since it was last among those given; refused sources are left out. */
    public Map<K, V> since(Map<K, ? extends V> readings) {
        round++;
        Map<K, V> increases = new LinkedHashMap<>();
        Map<K, V> unknown = new HashMap<>();
        readings.forEach((source, now) -> {
            Seen<V> seen = lastSeenFirst.get(source);
            if (seen == null) {
                unknown.put(source, now);
                increases.put(source, now); // keeps the order of the readings
            } else {
                increases.put(source, arithmetic.increase(seen.value, now));
                seen.value = now;
                seen.round = round;
            }
        });
        unknown.forEach((source, now) -> {
            if (makeRoom()) {
                lastSeenFirst.put(source, new Seen<>(now, round));
            } else {
                increases.remove(source);
                refused++;
            }
        });
        return Collections.unmodifiableMap(increases);
    }

    /** How many sources are remembered. */
    public int size() {
        return lastSeenFirst.size();
    }

    /** How often a source was refused because there was no room. */
    public long refused() {
        return refused;
    }

    private boolean makeRoom() {
        if (lastSeenFirst.size() < capacity) {
            return true;
        }
        Iterator<Seen<V>> oldest = lastSeenFirst.values().iterator();
        if (oldest.next().round == round) {
            return false;
        }
        oldest.remove();
        return true;
    }
}
