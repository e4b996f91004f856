package io.sonde.core.series;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Guesses from the last texts whether the next one is worth looking for among those that came before: to look costs a hash of the whole
 * text, which nobody has computed yet when the text is new.
 *
 * <p>Any thread may ask, nobody waits, and nothing is allocated. Threads may overwrite one another's count, which makes a guess late.
 */
public final class Recurrence {

    /*
     * One text in sixteen counts, by its hash, so that threads seldom write the same place. After eight of those in a row, some 128
     * texts of which none came again, one text in sixteen is looked for, at random, until one of them did. Of ten thousand texts that
     * come in turns, one is met in the first hundreds of the second round.
     *
     * The hash is mixed first: the low bits of a String's say little, as the same value twice in a text adds nothing to its lowest bit.
     */

    private static final int ENOUGH = 8;

    private int inVain;

    /** Whether to look for the next text. */
    public boolean isLikely() {
        return inVain < ENOUGH || isOneInSixteen(ThreadLocalRandom.current().nextInt());
    }

    /** A text that was looked for had come before. */
    public void seen() {
        if (inVain != 0) {
            inVain = 0;
        }
    }

    /** A text that was looked for had not come before. */
    public void missed(int hash) {
        if (isOneInSixteen(hash * 0x9E3779B9) && inVain < ENOUGH) {
            inVain++;
        }
    }

    private static boolean isOneInSixteen(int random) {
        return random >>> (Integer.SIZE - 4) == 0;
    }
}
