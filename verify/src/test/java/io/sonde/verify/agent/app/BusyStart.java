package io.sonde.verify.agent.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Needs all processors, looks where the agent's start stands meanwhile, then needs none and reads the page. */
public final class BusyStart {

    /** So many that others on the machine do not get most of it. */
    private static final int THREADS = 32;

    private static final int LOOKS = 20;

    private static volatile boolean busy = true;

    private BusyStart() {}

    public static void main(String[] arguments) throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(BusyStart::spin);
            thread.start();
            threads.add(thread);
        }
        long start = System.nanoTime();
        while (!waits() && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(30)) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        int waited = 0;
        for (int i = 0; i < LOOKS; i++) {
            waited += waits() ? 1 : 0;
            TimeUnit.MILLISECONDS.sleep(100);
        }
        System.out.println("waited at " + waited + " of " + LOOKS + " looks");
        busy = false;
        for (Thread thread : threads) {
            thread.join();
        }
        OwnPage.print();
    }

    private static void spin() {
        while (busy) {
            Thread.onSpinWait();
        }
    }

    private static boolean waits() {
        for (Map.Entry<Thread, StackTraceElement[]> thread :
                Thread.getAllStackTraces().entrySet()) {
            if (thread.getKey().getName().equals("sonde-start")) {
                return Arrays.stream(thread.getValue())
                        .anyMatch(frame -> frame.getClassName().endsWith(".FreeProcessor"));
            }
        }
        return false;
    }
}
