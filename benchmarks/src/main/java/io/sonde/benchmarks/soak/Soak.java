package io.sonde.benchmarks.soak;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Watches a process under the agent while everything in it churns, and judges whether it stays flat. Linux, because of {@code /proc}.
 *
 * <p>Arguments: minutes (30), literal statements per second (10 000), home of a JDK (this one), the agent's jar. Prints a table in
 * Markdown; ends with status 1 if anything was not flat.
 */
public final class Soak {

    private static final long SCRAPE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int SCRAPES_PER_SAMPLE = 4;

    /** Of the scrapes: a machine with more to do than it can makes collectors late. */
    private static final double LATE_SHARE = 0.01;

    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** What fills and what is compiled at the beginning is no leak. */
    private static final double WARM_UP_SHARE = 0.1;

    private static final double WARM_UP_SECONDS = 60;

    private final List<Sample> samples = new ArrayList<>();
    private final Counted counted = new Counted();
    private final long start = System.nanoTime();
    private final double seconds;
    private int scrapes;
    private int failedScrapes;

    /** @param first page, which begins the series that are counted */
    private Soak(double seconds, ScrapedPage first) {
        this.seconds = seconds;
        counted.read(first);
    }

    public static void main(String[] arguments) throws Exception {
        double minutes = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 30;
        double rate = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 10_000;
        Path jdk = Path.of(arguments.length > 2 ? arguments[2] : System.getProperty("java.home"));
        Path agent = Path.of(arguments.length > 3 ? arguments[3] : "dist/sonde-agent.jar");
        boolean passed;
        try (LoadProcess load = LoadProcess.start(jdk, agent.toAbsolutePath(), rate)) {
            ScrapedPage first = firstPage(load);
            passed = new Soak(minutes * 60, first).run(load, jdk, rate);
        }
        System.exit(passed ? 0 : 1);
    }

    private static ScrapedPage firstPage(LoadProcess load) throws Exception {
        long end = System.nanoTime() + START_NANOS;
        while (true) {
            try {
                return load.scrape();
            } catch (IOException notYet) {
                if (!load.isAlive() || System.nanoTime() > end) {
                    throw notYet;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private boolean run(LoadProcess load, Path jdk, double rate) throws Exception {
        long next = System.nanoTime();
        while (elapsed() < seconds && load.isAlive()) {
            next += SCRAPE_NANOS;
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            look(load);
        }
        LoadProcess.Answer end = load.ask("stop");
        ScrapedPage page = load.scrape();
        counted.read(page);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        return report(out, jdk, rate, end, page);
    }

    private void look(LoadProcess load) throws IOException {
        scrapes++;
        ScrapedPage page;
        try {
            page = load.scrape();
        } catch (IOException e) {
            failedScrapes++;
            System.err.println("scrape " + scrapes + " failed: " + e);
            return;
        }
        counted.read(page);
        if (scrapes % SCRAPES_PER_SAMPLE == 0) {
            sample(load, page);
        }
    }

    private void sample(LoadProcess load, ScrapedPage page) throws IOException {
        LoadProcess.Answer answer = load.ask("sample");
        Sample sample = new Sample(
                elapsed(),
                answer.heap(),
                load.status("VmRSS") * 1024,
                load.status("Threads"),
                load.openFiles(),
                page.sum("jvm_classes_loaded_classes", ""),
                page.series(),
                page.text().length(),
                page.suppressed(),
                answer.literals());
        if (elapsed() > Math.max(seconds * WARM_UP_SHARE, WARM_UP_SECONDS)) {
            samples.add(sample);
        }
        System.err.printf(
                Locale.ROOT,
                "%5.0f s: heap %.1f MiB, resident %.0f MiB, threads %.0f, files %.0f, classes %.0f, series %.0f, suppressed %.0f, literals %.0f%n",
                sample.seconds(),
                sample.heap() / (1024 * 1024),
                sample.resident() / (1024 * 1024),
                sample.threads(),
                sample.files(),
                sample.classes(),
                sample.series(),
                sample.suppressed(),
                sample.literals());
    }

    private boolean report(PrintStream out, Path jdk, double rate, LoadProcess.Answer end, ScrapedPage page) {
        double last =
                samples.isEmpty() ? elapsed() : samples.get(samples.size() - 1).seconds();
        double literals =
                samples.isEmpty() ? 0 : samples.get(samples.size() - 1).literals();
        out.printf(
                Locale.ROOT,
                "%.0f minutes on %s, %d processors; wanted %.0f literal statements per second, reached %.0f.%n",
                elapsed() / 60,
                jdk.getFileName(),
                Runtime.getRuntime().availableProcessors(),
                rate,
                literals / last);
        out.printf(
                Locale.ROOT,
                "%d statements on the stub driver, %d pools opened and closed, %d scrapes, %d samples after the warm-up.%n%n",
                end.executed(),
                end.pools(),
                scrapes,
                samples.size());
        out.println("| quantity | first third, median | last third, median | least | most | limit | |");
        out.println("|---|---|---|---|---|---|---|");
        boolean passed = true;
        for (Quantity quantity : Quantity.ALL) {
            out.println(quantity.row(samples));
            passed &= quantity.isFlat(samples);
        }
        passed &= none(out, "suppressed failures", page.suppressed());
        passed &= none(out, "series that two collectors had", page.conflicts());
        passed &= atMost(out, "collectors that failed or were late", page.late(), Math.floor(LATE_SHARE * scrapes));
        passed &= none(out, "scrapes that failed", failedScrapes);
        passed &= none(out, "work of the load that failed", (double) end.failedTurns());
        passed &= none(out, "executions that were not counted once", counted.total() - end.executed());
        out.println(passed ? "\nPASS" : "\nFAIL");
        return passed;
    }

    private static boolean none(PrintStream out, String name, double value) {
        return atMost(out, name, Math.abs(value), 0);
    }

    private static boolean atMost(PrintStream out, String name, double value, double limit) {
        boolean passed = value <= limit;
        out.printf(Locale.ROOT, "| %s | | %.0f | | | %.0f | %s |%n", name, value, limit, passed ? "PASS" : "FAIL");
        return passed;
    }

    private double elapsed() {
        return (System.nanoTime() - start) / 1e9;
    }
}
