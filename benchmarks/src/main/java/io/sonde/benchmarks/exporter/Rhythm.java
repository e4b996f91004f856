package io.sonde.benchmarks.exporter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Scrapes pages again and again, each at its own place within the interval, as Prometheus does. */
final class Rhythm implements AutoCloseable {

    static final int INTERVAL_SECONDS = 15;
    /** What Prometheus allows a scrape unless it is told otherwise. */
    static final double TIMEOUT_SECONDS = 10;

    private static final int THREADS = 64;

    /**
     * How a scrape ended.
     *
     * @param up whether it said that the target is up
     * @param error whether it said that something failed
     * @param failure empty when an answer came in time
     */
    record Answer(String name, double millis, long series, boolean up, boolean error, String failure) {}

    private final ExporterProcess exporter;
    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(THREADS);
    private volatile List<Answer> answers = new CopyOnWriteArrayList<>();

    Rhythm(ExporterProcess exporter) {
        this.exporter = exporter;
    }

    void start(List<String> paths) {
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.get(i);
            long delayMillis = INTERVAL_SECONDS * 1000L * i / paths.size();
            var unused = threads.scheduleAtFixedRate(
                    () -> scrape(path), delayMillis, INTERVAL_SECONDS * 1000L, TimeUnit.MILLISECONDS);
        }
    }

    private void scrape(String path) {
        List<Answer> into = answers;
        try {
            Scrape scrape = exporter.scrape(path, TIMEOUT_SECONDS);
            boolean late = scrape.millis() > TIMEOUT_SECONDS * 1000;
            into.add(new Answer(
                    path,
                    scrape.millis(),
                    scrape.series(),
                    scrape.value("pg_up") == 1,
                    scrape.value("pg_exporter_last_scrape_error") != 0,
                    late ? "late" : ""));
        } catch (IOException e) {
            into.add(new Answer(path, TIMEOUT_SECONDS * 1000, 0, false, false, String.valueOf(e.getMessage())));
        }
    }

    /** All since the last call. */
    List<Answer> take() {
        List<Answer> taken = answers;
        answers = new CopyOnWriteArrayList<>();
        return new ArrayList<>(taken);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
