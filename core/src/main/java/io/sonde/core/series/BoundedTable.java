package io.sonde.core.series;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Values by long keys, up to a capacity; what comes later shares one overflow value. Entries stay for good.
 *
 * <ul>
 *   <li>Any thread may call anything at any time, and nobody waits: no locks.
 *   <li>Looking up a key that is there, or any key in a full table, allocates nothing. Every key is legal, 0 too.
 *   <li>A key has one value for good, except that a thread that asks for a new key while another thread fills the last place with
 *       that very key may get the overflow value that once.
 *   <li>There are never more than {@code capacity} entries. The memory is fixed: 4 to 8 bytes for each of two to four places per
 *       entry of the capacity, and 24 bytes for an entry.
 * </ul>
 */
public final class BoundedTable<V> {

    /*
     * Open addressing with linear probing in an array that is at most half full, so that a search always ends at an empty place.
     * Entries are immutable, put in by compare-and-set and never removed, so a search sees a place empty or as it will be for ever.
     * A place in the table is reserved (size) before its entry is made; whoever loses the race for a key gives its place back.
     */

    private static final class Entry<V> {
        final long key;
        final V value;

        Entry(long key, V value) {
            this.key = key;
            this.value = value;
        }
    }

    private final AtomicReferenceArray<@Nullable Entry<V>> places;
    private final int mask;
    private final int capacity;
    private final V overflow;
    private final AtomicInteger size = new AtomicInteger();
    private final LongAdder overflowed = new LongAdder();

    /** @throws IllegalArgumentException when the capacity is not between 1 and 2^28 */
    public BoundedTable(int capacity, V overflow) {
        if (capacity < 1 || capacity > 1 << 28) {
            throw new IllegalArgumentException("capacity must be between 1 and 2^28, not " + capacity);
        }
        int length = Integer.highestOneBit(4 * capacity - 1);
        this.places = new AtomicReferenceArray<>(length);
        this.mask = length - 1;
        this.capacity = capacity;
        this.overflow = overflow;
    }

    /** The key's value, or null when it has none. */
    public @Nullable V get(long key) {
        for (int at = home(key); ; at = (at + 1) & mask) {
            Entry<V> entry = places.getAcquire(at);
            if (entry == null) {
                return null;
            }
            if (entry.key == key) {
                return entry.value;
            }
        }
    }

    /**
     * The key's value, made now if need be, or the overflow value when the table is full. When two threads ask for a new key at once,
     * both may make a value, and the first one counts. If making it fails, the table is as before.
     */
    public V computeIfAbsent(long key, LongFunction<? extends V> make) {
        V present = get(key);
        if (present != null) {
            return present;
        }
        if (!reserve()) {
            overflowed.increment();
            return overflow;
        }
        boolean added = false;
        try {
            Entry<V> made = new Entry<>(key, make.apply(key));
            Entry<V> stored = store(made);
            added = stored == made;
            return stored.value;
        } finally {
            if (!added) {
                size.getAndDecrement();
            }
        }
    }

    public V overflow() {
        return overflow;
    }

    public int size() {
        return size.get();
    }

    public int capacity() {
        return capacity;
    }

    /** How often {@link #computeIfAbsent} had to give the overflow value. */
    public long overflowed() {
        return overflowed.sum();
    }

    /** Visits all values, without the overflow value; those added meanwhile may be missed. */
    public void forEach(Consumer<? super V> action) {
        for (int at = 0; at <= mask; at++) {
            Entry<V> entry = places.getAcquire(at);
            if (entry != null) {
                action.accept(entry.value);
            }
        }
    }

    private Entry<V> store(Entry<V> made) {
        for (int at = home(made.key); ; at = (at + 1) & mask) {
            Entry<V> entry = places.getAcquire(at);
            if (entry == null) {
                entry = places.compareAndExchange(at, null, made);
                if (entry == null) {
                    return made;
                }
            }
            if (entry.key == made.key) {
                return entry;
            }
        }
    }

    private boolean reserve() {
        int taken = size.get();
        while (taken < capacity) {
            if (size.weakCompareAndSetVolatile(taken, taken + 1)) {
                return true;
            }
            taken = size.get();
        }
        return false;
    }

    /** Keys may be ids in sequence as well as hashes: a multiplication by 2^64 divided by the golden ratio spreads both. */
    private int home(long key) {
        return (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    }
}
