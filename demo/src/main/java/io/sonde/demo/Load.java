package io.sonde.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Visitors of the shop: threads named {@code shop-load-1} and so on, each asking for one page after the other at its share of the
 * rate. A visitor that falls behind does not catch up: the rate is an upper bound. Any thread may stop the load.
 */
public final class Load implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI shop;
    private final long pauseNanos;
    private final List<Thread> visitors = new ArrayList<>();
    private final ExecutorService clientThreads;
    private final HttpClient client;
    private final AtomicLong pages = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean stopping;
    private volatile @Nullable String lastFailure;

    Load(URI shop, double pagesPerSecond, int visitors) {
        this.shop = shop;
        this.pauseNanos = (long) (1e9 * visitors / pagesPerSecond);
        this.clientThreads = Executors.newFixedThreadPool(2, task -> daemon(task, "shop-load-http"));
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .executor(clientThreads)
                .build();
        for (int i = 1; i <= visitors; i++) {
            this.visitors.add(daemon(this::visit, "shop-load-" + i));
        }
    }

    /** Starts the visitors; once. */
    public void start() {
        visitors.forEach(Thread::start);
    }

    /** Stops the load; when it returns, no page is being asked for. */
    public void stop() {
        stopping = true;
        visitors.forEach(LockSupport::unpark);
        boolean interrupted = false;
        for (Thread visitor : visitors) {
            try {
                visitor.join();
            } catch (InterruptedException e) {
                interrupted = true;
                break;
            }
        }
        clientThreads.shutdown();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Pages that were answered, whatever the status. */
    public long pages() {
        return pages.get();
    }

    /** Pages that were not answered, or with status 500 and above. */
    public long failures() {
        return failures.get();
    }

    /** What went wrong with the last failed page; null if none failed. */
    public @Nullable String lastFailure() {
        return lastFailure;
    }

    private void visit() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long due = System.nanoTime() + random.nextLong(pauseNanos);
        while (!stopping) {
            long now = System.nanoTime();
            if (now < due) {
                LockSupport.parkNanos(due - now);
            } else {
                ask(Visit.any(random));
                due = Math.max(due + pauseNanos, System.nanoTime() - pauseNanos);
            }
        }
    }

    private void ask(Visit.Page page) {
        HttpRequest request = HttpRequest.newBuilder(shop.resolve(page.path()))
                .method(page.method(), HttpRequest.BodyPublishers.noBody())
                .timeout(PATIENCE)
                .build();
        try {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            pages.incrementAndGet();
            if (status >= 500) {
                failed(page, "status " + status);
            }
        } catch (IOException e) {
            failed(page, e.toString());
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    private void failed(Visit.Page page, String how) {
        failures.incrementAndGet();
        lastFailure = page.method() + " " + page.path() + ": " + how;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        stop();
    }

    @Override
    public String toString() {
        return "the load";
    }
}
