package io.sonde.agent.bootstrap.loading;

/**
 * Arrays into which class files are read, one after the other.
 *
 * <p>Any thread may take and give back. An array of its own for each of a thousand class files would be 5 MiB of an idle application's memory.
 */
final class ClassFileBuffers {

    /*
     * A class loads its supertypes while it is defined, each of which takes an array too: so there are as many as hierarchies are deep, and
     * some more when threads load at once.
     */

    private static final int MOST = 8;
    private static final int LEAST_BYTES = 1 << 15;

    private final byte[][] free = new byte[MOST][];
    private int count;

    /** An array of at least this size; what is in it is anything. */
    synchronized byte[] take(int bytes) {
        if (count > 0 && free[count - 1].length >= bytes) {
            count--;
            return free[count];
        }
        return new byte[Math.max(bytes, LEAST_BYTES)];
    }

    synchronized void give(byte[] taken) {
        if (count < MOST) {
            free[count] = taken;
            count++;
        } else if (free[0].length < taken.length) {
            free[0] = taken;
        }
    }
}
