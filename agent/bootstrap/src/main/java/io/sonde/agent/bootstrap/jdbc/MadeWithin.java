package io.sonde.agent.bootstrap.jdbc;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Says whether a driver's connection made a statement while a wrapper's connection was making one: then the wrapper's statement need not be
 * followed, as the driver's counts what it executes.
 *
 * <p>Any thread may call it, for itself. Nothing blocks and nothing is allocated. It may say no where the answer is yes, never the reverse.
 */
final class MadeWithin {

    /*
     *   pool's proxy.prepareStatement         begins: the thread's cell = 0
     *     driver's prepareStatement           made: the thread's cell = the thread's id
     *   …                                     happened: the cell is the thread's id
     *
     * Threads share cells, because a thread-local variable would be multiplied by a million virtual threads. Whoever shares one writes
     * another id: that makes a no of a yes, which costs two clock reads at the wrapper's next execution. Only a thread itself writes its
     * id, after it cleared the cell. A cell fills a cache line.
     */

    private static final int CELLS = 512;
    private static final int STRIDE = 8;
    private static final int SPREAD = 389;

    private static final AtomicLongArray THREADS = new AtomicLongArray(CELLS * STRIDE);

    private MadeWithin() {}

    static void begins(long thread) {
        THREADS.setPlain(cell(thread), 0);
    }

    static void made(long thread) {
        THREADS.setPlain(cell(thread), thread);
    }

    static boolean happened(long thread) {
        return THREADS.getPlain(cell(thread)) == thread;
    }

    private static int cell(long thread) {
        return ((int) thread * SPREAD & (CELLS - 1)) * STRIDE;
    }
}
