package io.sonde.endpoint.thread;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes threads named {@code <prefix>-<n>}, counted from 1.
 *
 * <p>May be called by any thread. A thread inherits neither thread-locals nor the context class loader of its creator:
 * in an agent the creator may belong to the application, whose class loader Sonde must not keep alive.
 */
public final class SondeThreads implements ThreadFactory {

    private final String prefix;
    private final boolean daemon;
    private final AtomicInteger count = new AtomicInteger();

    public SondeThreads(String prefix, boolean daemon) {
        this.prefix = prefix;
        this.daemon = daemon;
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(null, task, prefix + "-" + count.incrementAndGet(), 0, false);
        thread.setDaemon(daemon);
        thread.setContextClassLoader(SondeThreads.class.getClassLoader());
        return thread;
    }
}
