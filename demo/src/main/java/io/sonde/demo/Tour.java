package io.sonde.demo;

import io.sonde.demo.page.Comparison;
import io.sonde.demo.page.MetricsPage;
import io.sonde.demo.page.QueryOnBothSides;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The one-command tour: starts the {@link Demo}, prints the addresses, and then shows each query as the application sees it
 * beside how the database's server sees it. Everything shown is read from the two pages of metrics, as Prometheus would.
 */
public final class Tour {
    private static final Duration IN_PLACE = Duration.ofSeconds(2);
    private static final Duration PLAIN = Duration.ofSeconds(10);
    private static final int LINES_AROUND = 13;
    private static final int MOST_ROWS = 20;

    private final TourOptions options;
    private final PrintStream out;
    private final Screen screen;

    private Tour(TourOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
        this.screen = new Screen(out, !options.plain() && Terminal.understandsAnsi());
    }

    /** Ends with status 0 when the time is over, 1 if something does not start or fails, 2 for wrong options. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            new Tour(TourOptions.parse(args), out).run();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (IOException e) {
            System.err.println("\nThe tour cannot go on: " + e.getMessage());
            System.exit(1);
        }
    }

    private void run() throws IOException {
        Path root = Path.of(System.getProperty("sonde.root", "")).toAbsolutePath();
        DemoOptions standard = DemoOptions.standard(root);
        DemoOptions what = (options.freePorts() ? DemoOptions.isolated(root, standard.directory()) : standard)
                .withLoad(options.pagesPerSecond(), options.visitors());
        out.println(
                "Sonde's tour: a shop on PostgreSQL, seen from both sides. Ctrl-C ends it and stops all it started.");
        try (Demo demo = Demo.start(what, out::println)) {
            out.println();
            show(demo);
            out.println("Stopping.");
        }
    }

    private void show(Demo demo) throws IOException {
        Set<String> before =
                demo.compare().queries().stream().map(QueryOnBothSides::queryId).collect(Collectors.toSet());
        demo.load().start();
        long start = System.nanoTime();
        long end = start + options.duration().map(Duration::toNanos).orElse(Long.MAX_VALUE / 2);
        Duration refresh = screen.inPlace() ? IN_PLACE : PLAIN;
        List<Line> lines = List.of();
        while (true) {
            long left = end - System.nanoTime();
            if (left <= 0 && !lines.isEmpty()) {
                break;
            }
            Duration pause = Duration.ofNanos(Math.max(0, Math.min(left, refresh.toNanos())));
            if (demo.stopsWithin(lines.isEmpty() && options.duration().isEmpty() ? IN_PLACE : pause)) {
                return;
            }
            demo.checkAlive();
            lines = frame(demo, before, Duration.ofNanos(System.nanoTime() - start));
            screen.show(lines);
        }
        if (options.picture().isPresent()) {
            Picture.write(lines, options.picture().get());
        }
    }

    private List<Line> frame(Demo demo, Set<String> before, Duration running) throws IOException {
        MetricsPage agent = MetricsPage.scrape(demo.agentMetrics());
        Comparison comparison = Comparison.of(agent, MetricsPage.scrape(demo.exporterMetrics()));
        Terminal terminal = screen.inPlace() ? Terminal.size() : Terminal.UNKNOWN;
        // What ran once to set the shop up would stand above all else, for good.
        List<QueryOnBothSides> shown = comparison.queries().stream()
                .filter(query -> !before.contains(query.queryId()))
                .toList();

        List<Line> lines = new ArrayList<>();
        lines.add(new Line("One query, one id, both sides: after " + time(running) + " of load", Line.Style.TITLE));
        lines.add(Line.EMPTY);
        lines.add(Line.plain("  shop      " + demo.shop() + "  the service, and what else it can do"));
        lines.add(Line.plain("  agent     " + demo.agentMetrics() + "  the page of the shop's JVM"));
        lines.add(Line.plain("  exporter  " + demo.exporterMetrics() + "  the page beside the database"));
        lines.add(new Line("  logs      " + shortened(demo.logs()), Line.Style.DIM));
        lines.add(Line.EMPTY);
        Table table = new Table(terminal.columns());
        int most = MOST_ROWS;
        while (most > 1 && table.height(most) > terminal.rows() - LINES_AROUND) {
            most--;
        }
        lines.addAll(table.lines(shown, most));
        lines.add(Line.EMPTY);
        lines.add(verdict(comparison));
        lines.add(Line.plain(String.format(
                Locale.ROOT,
                "Orders placed, by the shop's own counter on the agent's page: %,.0f",
                agent.sum("shop_orders_placed_total"))));
        if (demo.load().lastFailure() != null) {
            lines.add(new Line(
                    demo.load().failures() + " pages failed; the last: "
                            + demo.load().lastFailure(),
                    Line.Style.BAD));
        }
        // A line that wraps would be two when the block is drawn over.
        return screen.inPlace()
                ? lines.stream().map(line -> line.cut(terminal.columns())).toList()
                : lines;
    }

    private static Path shortened(Path path) {
        Path here = Path.of(System.getProperty("sonde.root", "")).toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path) : path;
    }

    private static Line verdict(Comparison comparison) {
        if (comparison.executions() == 0) {
            return new Line("The application has not executed anything yet.", Line.Style.DIM);
        }
        String text = String.format(
                Locale.ROOT,
                "%.2f %% of %,.0f executions are of queries that both sides know by the same id.",
                100 * comparison.matchedPart(),
                comparison.executions());
        return new Line(text, comparison.matchedPart() >= 0.99 ? Line.Style.GOOD : Line.Style.BAD);
    }

    private static String time(Duration time) {
        long seconds = time.toSeconds();
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
