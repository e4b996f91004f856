package io.sonde.agent.bootstrap;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits until an application, which as a rule is about to start too, leaves most of a processor free.
 *
 * <p>The engine's start costs some half a second of processor time. An application on two processors, which needs one to load its
 * classes and one for the JVM's compilers, would be ready that much later. Told by Linux; elsewhere there is no wait.
 *
 * <p>What a process used tells what it needs where it gets what it asks for. On a machine that others keep busy too it is less, so
 * as many threads that want to run as there are processors mean that none is free.
 */
class FreeProcessor {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** Looked at one by one, some fifty to three hundred microseconds each in a JVM that just starts; others do not make it wait. */
    private static final int MOST_THREADS = 200;
    /** Of a processor, or of the part of one that there is. */
    private static final double ENOUGH = 0.7;

    /** Linux counts in hundredths of a second for everybody outside of it. */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** Where the times are, counted from the state, which comes behind a name that may have spaces. */
    private static final int USER_TIME = 11;

    private static final int SYSTEM_TIME = 12;

    /** Returns after {@code mostNanos} at the latest, and at once where nobody tells how much processor time was used. */
    final void await(long mostNanos) {
        if (mostNanos <= 0) {
            return;
        }
        double processors = Math.min(processors(), quota(read("/sys/fs/cgroup/cpu.max")));
        long start = nanoTime();
        long before = start;
        long usedBefore = usedNanos();
        while (usedBefore >= 0 && before - start < mostNanos) {
            park(Math.min(LOOK_NANOS, mostNanos - (before - start)));
            long now = nanoTime();
            long used = usedNanos();
            if (used < 0 || (isEnough(processors, used - usedBefore, now - before) && !wantsAll(processors))) {
                return;
            }
            before = now;
            usedBefore = used;
        }
    }

    private static boolean isEnough(double processors, long usedNanos, long passedNanos) {
        return passedNanos > 0 && processors - (double) usedNanos / passedNanos >= ENOUGH * Math.min(1, processors);
    }

    /** Whether so many threads of this process want to run that others have to wait for them; the one that asks is none of them. */
    private boolean wantsAll(double processors) {
        long needed = 1 + Math.max(1, (long) Math.ceil(processors));
        String[] threads = threads();
        for (int i = 0; i < Math.min(threads.length, MOST_THREADS) && needed > 0; i++) {
            if (wantsToRun(read("/proc/self/task/" + threads[i] + "/stat"))) {
                needed--;
            }
        }
        return needed == 0;
    }

    /** Whether a thread runs or is about to, from its {@code stat}; one that has ended does not. */
    static boolean wantsToRun(String stat) {
        return stat.startsWith("R", stat.lastIndexOf(')') + 2);
    }

    /** How many processors a control group may use, from {@code <time> <period>} or {@code max <period>}. */
    static double quota(String max) {
        int space = max.indexOf(' ');
        try {
            return space < 0
                    ? Double.MAX_VALUE
                    : Double.parseDouble(max.substring(0, space)) / Double.parseDouble(max.substring(space + 1));
        } catch (NumberFormatException unlimited) {
            return Double.MAX_VALUE;
        }
    }

    /** The processor time of a process from its {@code stat}, or -1 if it does not say. */
    static long nanos(String stat) {
        int name = stat.lastIndexOf(')');
        if (name < 0) {
            return -1;
        }
        String[] fields = stat.substring(name + 1).trim().split(" ", SYSTEM_TIME + 2);
        try {
            return fields.length <= SYSTEM_TIME
                    ? -1
                    : (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) * TICK_NANOS;
        } catch (NumberFormatException notTold) {
            return -1;
        }
    }

    int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** The processor time of this process until now, or -1 if that cannot be known. */
    long usedNanos() {
        return nanos(read("/proc/self/stat"));
    }

    /** The ids of this process's threads, as many as can be known. */
    String[] threads() {
        String[] threads;
        try {
            threads = new File("/proc/self/task").list();
        } catch (SecurityException notTold) {
            threads = null;
        }
        return threads == null ? new String[0] : threads;
    }

    /** A small file, or nothing. Not by {@code java.nio.file}, which is the application's to set up. */
    String read(String file) {
        try (InputStream in = new FileInputStream(file)) {
            return new String(in.readNBytes(1024), StandardCharsets.US_ASCII).trim();
        } catch (IOException | SecurityException notTold) {
            return "";
        }
    }

    long nanoTime() {
        return System.nanoTime();
    }

    void park(long nanos) {
        LockSupport.parkNanos(nanos);
    }
}
