package io.sonde.verify.agent.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** As a Java agent takes all threads that the operating system gives but as many as its argument says; with {@code release} ends them. */
public final class ThreadHog {

    private static final long STACK_BYTES = 64 * 1024;
    private static final List<Thread> TAKEN = new ArrayList<>();
    private static final CountDownLatch RELEASED = new CountDownLatch(1);

    private ThreadHog() {}

    public static void premain(String argument) throws InterruptedException {
        if (argument.equals("release")) {
            release();
            return;
        }
        try {
            while (true) {
                Thread thread = new Thread(null, new Waiting(), "hog", STACK_BYTES);
                thread.setDaemon(true);
                thread.start();
                TAKEN.add(thread);
            }
        } catch (OutOfMemoryError none) {
            // No more to be had.
        }
        for (int left = Integer.parseInt(argument); left > 0; left--) {
            Thread last = TAKEN.remove(TAKEN.size() - 1);
            last.interrupt();
            last.join();
        }
    }

    static void release() throws InterruptedException {
        RELEASED.countDown();
        for (Thread thread : TAKEN) {
            thread.join();
        }
    }

    private static final class Waiting implements Runnable {
        @Override
        public void run() {
            try {
                RELEASED.await();
            } catch (InterruptedException enough) {
                // Ends.
            }
        }
    }
}
