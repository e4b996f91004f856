package io.sonde.core.series;

/**
 * Knows which hashes came lately, so that what comes once is told from what comes again.
 *
 * <p>Any thread may ask, nobody waits, and nothing is allocated. An answer may be wrong either way: a hash is forgotten when others take
 * its place, and two threads that ask at once may overwrite one another's.
 */
public final class RecentHashes {

    /*
     * One word per place: the hash without its two lowest bits, and in those how often another hash came by since it was last seen. The
     * fourth takes the place. Without that grace, two hashes that share a place and come in turns would never be known.
     */

    private static final int PASSED = 3;

    private final int[] places;
    private final int shift;

    /** @param places how many hashes there is room for at most; rounded up to a power of two of at least 2 */
    public RecentHashes(int places) {
        int bits = 32 - Integer.numberOfLeadingZeros(Math.max(2, places) - 1);
        this.places = new int[1 << bits];
        this.shift = 32 - bits;
    }

    /** Whether the hash came lately. From now on it has. */
    public boolean cameBefore(int hash) {
        int place = (hash * 0x9E3779B9) >>> shift;
        int there = places[place];
        if ((there ^ hash) >>> 2 == 0) {
            return true;
        }
        boolean takes = there == 0 || (there & PASSED) == PASSED;
        places[place] = takes ? hash & ~PASSED : there + 1;
        return false;
    }
}
