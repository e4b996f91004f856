package io.sonde.benchmarks.exporter;

import io.sonde.benchmarks.proc.Proc;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One exporter beside the others, and what was measured of it. */
final class Side implements AutoCloseable {

    private static final double TIMEOUT_SECONDS = 30;

    private final String name;
    private final ExporterProcess process;
    private final String path;
    private final List<Double> millis = new ArrayList<>();
    private final List<Double> serverMillis = new ArrayList<>();
    private final List<Double> serverMillisOfAMinute = new ArrayList<>();
    private final List<Double> ownMillisOfAMinute = new ArrayList<>();

    Side(String name, ExporterProcess process, String path) {
        this.name = name;
        this.process = process;
        this.path = path;
    }

    String name() {
        return name;
    }

    /** The others do nothing from now on. */
    void stop() throws IOException, InterruptedException {
        process.stop();
    }

    void goOn() throws IOException, InterruptedException {
        process.goOn();
    }

    Scrape scrape() throws IOException {
        return process.scrape(path, TIMEOUT_SECONDS);
    }

    /** Scrapes one after the other: how long each takes, and what they cost the server on average. */
    void measureScrapes(Server server, int scrapes, long pauseMillis) throws IOException, InterruptedException {
        double before = server.cpuMillis();
        for (int i = 0; i < scrapes; i++) {
            millis.add(scrape().millis());
            Thread.sleep(pauseMillis);
        }
        serverMillis.add((server.cpuMillis() - before) / scrapes);
    }

    /** One minute of a Prometheus that scrapes every 15 seconds, with whatever the exporter does beside that. */
    void measureMinute(Server server) throws IOException, InterruptedException {
        double before = server.cpuMillis();
        double ownBefore = process.cpuMillis();
        long start = System.nanoTime();
        for (int i = 1; i <= 4; i++) {
            scrape();
            Thread.sleep(Math.max(0, (start + i * 15_000_000_000L - System.nanoTime()) / 1_000_000));
        }
        serverMillisOfAMinute.add(server.cpuMillis() - before);
        ownMillisOfAMinute.add(process.cpuMillis() - ownBefore);
    }

    String row() throws IOException {
        Scrape last = scrape();
        return "| %s | %d | %d KiB | %.1f | %.1f | %.1f | %.0f | %.0f | %.0f MiB |"
                .formatted(
                        name,
                        last.series(),
                        last.page().length() / 1024,
                        median(millis),
                        percentile(millis, 0.95),
                        median(serverMillis),
                        median(serverMillisOfAMinute),
                        median(ownMillisOfAMinute),
                        Proc.residentMebibytes(process.pid()));
    }

    private static double median(List<Double> values) {
        return percentile(values, 0.5);
    }

    static double percentile(List<Double> values, double share) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)];
    }

    @Override
    public void close() {
        process.close();
    }
}
