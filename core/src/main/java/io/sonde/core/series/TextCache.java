package io.sonde.core.series;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what belongs to a text: from an SQL statement to what is counted under it, say.
 *
 * <ul>
 *   <li>Any thread may call anything at any time, and nobody waits: no locks.
 *   <li>{@link #get} allocates nothing. It uses the hash that the String keeps of itself, and compares the characters only with a text
 *       of the same hash (and not even those when it is the same String).
 *   <li>It may forget any text at any time, and a text put by two threads at once may be kept twice; what {@code get} returns was put
 *       for an equal text.
 *   <li>It never holds more than {@link #maxBytes()} of texts: the numbers of entries and of chars are bounded, and longer texts are not
 *       kept. Threads that put at once may exceed the chars by a text each.
 * </ul>
 */
public final class TextCache<V> {

    /*
     *   sets     0             1             2
     *   +--+--+--+--+ +--+--+--+--+ +--+--+--+--+ ...     a text's hash selects a set, in which it may stand
     *   |  |  |  |  | |  |  |  |  | |  |  |  |  |         in any of four places
     *   +--+--+--+--+ +--+--+--+--+ +--+--+--+--+
     *
     * An application that writes literals into its SQL sends texts that never come again, and must not wash out those that do. So an
     * entry is marked when it is found, and a new one takes the place of one that is not marked; when all four are, they lose their
     * marks. Texts that never come again thus replace one another. When the chars are used up, a hand goes over the sets in turn and does
     * the same to each until there is room.
     *
     * The mark and the hand are written without any order: if a write is late or lost, a text is forgotten too early, and that is all.
     * The mark is written only when it is not there yet, so that threads that read the same entry do not fight for its cache line.
     */

    private static final int WAYS = 4;

    /** How many sets are looked at to make room for one text. */
    private static final int MAX_SWEPT = 16;

    /** Headers of the String and its array, and an entry. */
    private static final int BYTES_BESIDE_CHARS = 96;

    private static final class Entry<V> {
        final String text;
        final int hash;
        final V value;
        boolean found;

        Entry(String text, V value) {
            this.text = text;
            this.hash = text.hashCode();
            this.value = value;
        }

        boolean isFor(String other, int otherHash) {
            return hash == otherHash && text.equals(other);
        }
    }

    private final AtomicReferenceArray<@Nullable Entry<V>> places;
    /** For each set, where the search for an entry without a mark begins; it moves on, so that the oldest goes first. */
    private final byte[] hands;

    private final int setMask;
    private final int maxLength;
    private final long maxChars;
    private final AtomicLong chars = new AtomicLong();
    private int sweep;

    /**
     * @param entries the most texts to keep; rounded up to a power of two of at least 4
     * @param maxLength the longest text to keep, in chars
     */
    public TextCache(int entries, int maxLength) {
        this(entries, maxLength, Long.MAX_VALUE);
    }

    /** @param maxChars the most chars that all texts may have together */
    public TextCache(int entries, int maxLength, long maxChars) {
        if (entries < 1 || entries > 1 << 18) {
            throw new IllegalArgumentException("entries must be between 1 and 2^18, not " + entries);
        }
        int sets = Integer.highestOneBit(Math.max(1, (entries + WAYS - 1) / WAYS * 2 - 1));
        this.places = new AtomicReferenceArray<>(sets * WAYS);
        this.hands = new byte[sets];
        this.setMask = sets - 1;
        this.maxLength = maxLength;
        this.maxChars = Math.min(maxChars, (long) sets * WAYS * maxLength);
    }

    /** What was put for this text, or null. */
    public @Nullable V get(String text) {
        if (text.length() > maxLength) {
            return null;
        }
        int hash = text.hashCode();
        int first = firstPlace(hash);
        for (int place = first; place < first + WAYS; place++) {
            Entry<V> entry = places.getAcquire(place);
            if (entry != null && entry.isFor(text, hash)) {
                if (!entry.found) {
                    entry.found = true;
                }
                return entry.value;
            }
        }
        return null;
    }

    /** Remembers the value, in place of other texts' if need be, unless the text is too long. */
    public void put(String text, V value) {
        int length = text.length();
        if (length > maxLength || !makeRoom(length)) {
            return;
        }
        Entry<V> entry = new Entry<>(text, value);
        Entry<V> replaced = places.getAndSet(placeFor(entry), entry);
        chars.addAndGet(replaced == null ? length : length - replaced.text.length());
    }

    /** The most bytes that the texts can take, if none is shared with anybody else and all have two bytes a character. */
    public long maxBytes() {
        return (long) places.length() * BYTES_BESIDE_CHARS + 2 * maxChars;
    }

    /** Forgets texts of other sets until there is room for so many chars; gives up after a while. */
    private boolean makeRoom(int length) {
        for (int i = 0; i < MAX_SWEPT && chars.get() + length > maxChars; i++) {
            int first = (sweep++ & setMask) * WAYS;
            for (int place = first; place < first + WAYS; place++) {
                Entry<V> entry = places.getAcquire(place);
                if (entry != null && entry.found) {
                    entry.found = false;
                } else if (entry != null && places.compareAndSet(place, entry, null)) {
                    chars.addAndGet(-entry.text.length());
                }
            }
        }
        return chars.get() + length <= maxChars;
    }

    private int placeFor(Entry<V> added) {
        int first = firstPlace(added.hash);
        int free = -1;
        for (int place = first; place < first + WAYS; place++) {
            Entry<V> entry = places.getAcquire(place);
            if (entry == null) {
                free = free < 0 ? place : free;
            } else if (entry.isFor(added.text, added.hash)) {
                return place;
            }
        }
        return free >= 0 ? free : leastUsed(first);
    }

    private int leastUsed(int first) {
        int set = first / WAYS;
        int start = hands[set]++;
        for (int i = 0; i < WAYS; i++) {
            int place = first + ((start + i) & (WAYS - 1));
            Entry<V> entry = places.getAcquire(place);
            if (entry == null || !entry.found) {
                return place;
            }
        }
        for (int place = first; place < first + WAYS; place++) {
            Entry<V> entry = places.getAcquire(place);
            if (entry != null) {
                entry.found = false;
            }
        }
        return first + (start & (WAYS - 1));
    }

    private int firstPlace(int hash) {
        int spread = hash * 0x9E3779B9;
        return ((spread >>> 16) & setMask) * WAYS;
    }
}
