package io.sonde.core.series;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what belongs to a text: from an SQL statement to what is counted under it, say.
 *
 * <ul>
 *   <li>Any thread may call anything at any time, and nobody waits: no locks.
 *   <li>{@link #get} allocates nothing. It compares the characters only with those of a text that has the same hash and is not the same String.
 *   <li>It may forget any text at any time; where two threads put at once, it may remember but one of the two. What {@code get} returns
 *       was put for an equal text.
 *   <li>It never holds more than {@link #maxBytes()} of texts: the numbers of texts and of chars are bounded, and longer texts are not
 *       kept. Threads that put at once may exceed the chars by a text each.
 * </ul>
 */
public final class TextCache<V> {

    /*
     * A text's hash selects a set, in which it may stand in any of eight places:
     *
     *   cells      │ text 0 │ value 0 │ text 1 │ value 1 │ … │ text 7 │ value 7 │   a set: 64 bytes
     *   hashes     of the texts, for Strings that are equal and not the same
     *   versions   odd while somebody writes the set, and another one afterwards
     *   marks      which texts were found since the hand came by, a bit each
     *   hands      where the search for one without a mark begins
     *
     * Eight, because sets fill unevenly: of ten thousand texts in a third of the places, one in twenty-five would want a set of four that is
     * full already, and be read anew each time that it comes. Of sets of eight it is one in two hundred.
     *
     * With ten thousand texts nothing of this is at hand for the processor, so what counts is how many lines of memory a look-up waits for
     * in turn: the String, for its hash, and the set. Entries as objects of their own were two to three more; a value that lies away from
     * its text is another, because the processor does not know where to look before it has seen the text.
     *
     * A reader takes the version, the text and its value, and has an answer if the version is even and still the same: then text
     * and value belong together. A writer makes the version odd first; if somebody else is writing the set, it gives up. So neither waits. A version
     * comes again after a thousand million changes of one set, during which a reader would have to stand still between two loads.
     *
     * An application that writes literals into its SQL sends texts that never come again, and must not wash out those that do. So a text
     * is marked when it is found, and a new one takes the place of one that is not marked; when all are, they lose their
     * marks. Texts that never come again thus replace one another. When the chars are used up, a hand goes over the sets in turn and does
     * the same to each until there is room.
     *
     * The marks and the hands are written without any order: if a write is late or lost, a text is forgotten too early, and that is all.
     * A mark is written only when it is not there yet, so that threads that read the same text do not fight for its cache line.
     */

    private static final int WAYS = 8;
    private static final int CELLS = 2 * WAYS;

    /** How many sets are looked at to make room for one text. */
    private static final int MAX_SWEPT = 16;

    /**
     * Headers of the String and its array with what fills them up, two cells, a hash, and a part of the version and marks. With references
     * of eight bytes, as large heaps have them; with four it is 64.
     */
    private static final int BYTES_BESIDE_CHARS = 88;

    private final AtomicReferenceArray<@Nullable Object> cells;
    private final int[] hashes;
    private final AtomicIntegerArray versions;
    private final byte[] marks;
    private final byte[] hands;

    private final int setMask;
    private final int maxLength;
    private final long maxChars;
    private final AtomicLong chars = new AtomicLong();
    private int sweep;

    /**
     * @param entries the most texts to keep; rounded up to a power of two of at least 8
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
        this.cells = new AtomicReferenceArray<>(sets * CELLS);
        this.hashes = new int[sets * WAYS];
        this.versions = new AtomicIntegerArray(sets);
        this.marks = new byte[sets];
        this.hands = new byte[sets];
        this.setMask = sets - 1;
        this.maxLength = maxLength;
        this.maxChars = Math.min(maxChars, (long) sets * WAYS * maxLength);
    }

    /** What was put for this text, or null. */
    public @Nullable V get(String text) {
        int hash = text.hashCode();
        int set = set(hash);
        int version = versions.getAcquire(set);
        int first = set * CELLS;
        for (int way = 0; way < WAYS; way++) {
            if (cells.getPlain(first + 2 * way) == text) {
                return value(set, way, version);
            }
        }
        return getEqual(text, hash, set, version);
    }

    private @Nullable V getEqual(String text, int hash, int set, int version) {
        for (int way = 0; way < WAYS; way++) {
            if (hashes[set * WAYS + way] == hash && text.equals(cells.getPlain(cell(set, way)))) {
                return value(set, way, version);
            }
        }
        return null;
    }

    /** The value at this place, if nobody has written the set since it had this version. */
    private @Nullable V value(int set, int way, int version) {
        @SuppressWarnings("unchecked") // Values are what was put.
        V value = (V) cells.getPlain(cell(set, way) + 1);
        // Pairs with the writer's fence after it made the version odd: who sees what it wrote sees another version
        // here.
        VarHandle.loadLoadFence();
        if ((version & 1) != 0 || versions.getPlain(set) != version) {
            return null;
        }
        int mark = 1 << way;
        if ((marks[set] & mark) == 0) {
            marks[set] |= (byte) mark;
        }
        return value;
    }

    /** Remembers the value, in place of other texts' if need be, unless the text is too long or somebody else is writing there. */
    public void put(String text, V value) {
        int length = text.length();
        if (length > maxLength || !makeRoom(length)) {
            return;
        }
        int hash = text.hashCode();
        int set = set(hash);
        int version = beginToWrite(set);
        if (version >= 0) {
            try {
                int way = wayFor(text, hash, set);
                hashes[set * WAYS + way] = hash;
                write(set, way, text, value);
            } finally {
                endWriting(set, version);
            }
        }
    }

    /** The most bytes that the texts can take, if none is shared with anybody else and all have two bytes a character. */
    public long maxBytes() {
        return (long) hashes.length * BYTES_BESIDE_CHARS + 2 * maxChars;
    }

    /** Returns the set's version, which is odd now, or a negative number if somebody else writes. */
    private int beginToWrite(int set) {
        int version = versions.get(set) & Integer.MAX_VALUE;
        if ((version & 1) != 0 || !versions.compareAndSet(set, version, version + 1)) {
            return -1;
        }
        VarHandle.storeStoreFence();
        return version;
    }

    private void endWriting(int set, int version) {
        versions.setRelease(set, (version + 2) & Integer.MAX_VALUE);
    }

    private void write(int set, int way, @Nullable String text, @Nullable V value) {
        int cell = cell(set, way);
        int had = cells.getPlain(cell) instanceof String replaced ? replaced.length() : 0;
        // Cut short anywhere, by a lack of stack, it leaves no text with another's value.
        cells.setOpaque(cell, null);
        cells.setOpaque(cell + 1, value);
        chars.addAndGet((text == null ? 0 : text.length()) - had);
        cells.setOpaque(cell, text);
    }

    /** Forgets texts of other sets until there is room for so many chars; gives up after a while. */
    private boolean makeRoom(int length) {
        for (int i = 0; i < MAX_SWEPT && chars.get() + length > maxChars; i++) {
            int set = sweep++ & setMask;
            int version = beginToWrite(set);
            if (version >= 0) {
                try {
                    for (int way = 0; way < WAYS; way++) {
                        if ((marks[set] & (1 << way)) == 0) {
                            write(set, way, null, null);
                        }
                    }
                    marks[set] = 0;
                } finally {
                    endWriting(set, version);
                }
            }
        }
        return chars.get() + length <= maxChars;
    }

    /** Where the text stands, or may. */
    private int wayFor(String text, int hash, int set) {
        int free = -1;
        for (int way = 0; way < WAYS; way++) {
            Object there = cells.getPlain(cell(set, way));
            if (there == null) {
                free = free < 0 ? way : free;
            } else if (hashes[set * WAYS + way] == hash && text.equals(there)) {
                return way;
            }
        }
        return free >= 0 ? free : leastUsed(set);
    }

    /** The hand moves on, so that the oldest goes first. */
    private int leastUsed(int set) {
        int hand = hands[set]++ & (WAYS - 1);
        for (int i = 0; i < WAYS; i++) {
            int way = (hand + i) & (WAYS - 1);
            if ((marks[set] & (1 << way)) == 0) {
                return way;
            }
        }
        marks[set] = 0;
        return hand;
    }

    /** Where the text is; its value is next to it. */
    private static int cell(int set, int way) {
        return set * CELLS + 2 * way;
    }

    private int set(int hash) {
        return ((hash * 0x9E3779B9) >>> 16) & setMask;
    }
}
