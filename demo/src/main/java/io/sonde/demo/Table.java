package io.sonde.demo;

import io.sonde.demo.page.QueryOnBothSides;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Lays out queries with both sides' figures: a line each, or two where the terminal is narrow. */
final class Table {
    private static final String GROUPS = "%-18s%34s%18s%8s";
    private static final String HEADS = "%-18s%10s%8s%8s%8s%10s%8s%8s";
    private static final int FIGURES = 78;
    private static final int MIN_TEXT = 20;

    private static final Pattern COLUMNS_OF_SELECT = Pattern.compile("^select (?:(?! from ).)*+ from ");

    private final int columns;
    private final boolean narrow;

    /** A table of at most so many columns of characters, but at least 78. */
    Table(int columns) {
        this.columns = Math.max(FIGURES, columns);
        this.narrow = columns < FIGURES + 2 + MIN_TEXT;
    }

    /** How many lines the table of so many queries takes. */
    int height(int queries) {
        return (narrow ? 3 : 2) + queries * (narrow ? 2 : 1);
    }

    List<Line> lines(List<QueryOnBothSides> queries, int most) {
        List<Line> lines = new ArrayList<>();
        String groups = GROUPS.formatted("", "the application sees", "the server sees", "between");
        String heads = HEADS.formatted("query id", "calls", "p50", "p99", "mean", "calls", "mean", "gap");
        add(lines, "", groups, Line.Style.DIM);
        add(lines, "query (times in milliseconds)", heads, Line.Style.HEAD);
        for (QueryOnBothSides query : queries.subList(0, Math.min(most, queries.size()))) {
            String what = query.text().isEmpty() ? query.summary() : query.text();
            add(lines, what, figures(query), Line.Style.PLAIN);
        }
        if (queries.size() > most) {
            lines.add(new Line("and " + (queries.size() - most) + " more", Line.Style.DIM));
        }
        return lines;
    }

    private void add(List<Line> lines, String text, String figures, Line.Style style) {
        if (!narrow) {
            lines.add(new Line(text(text, columns - FIGURES - 2) + "  " + figures, style));
            return;
        }
        if (!text.isEmpty()) {
            lines.add(new Line(text(text, columns), style));
        }
        lines.add(new Line(figures, style));
    }

    private static String figures(QueryOnBothSides query) {
        return HEADS.formatted(
                query.queryId(),
                count(query.clientCalls()),
                millis(query.p50Seconds()),
                millis(query.p99Seconds()),
                millis(query.clientMeanSeconds()),
                query.matched() ? count(query.serverCalls()) : "-",
                query.matched() ? millis(query.serverMeanSeconds()) : "-",
                query.matched() ? millis(query.gapSeconds()) : "-");
    }

    /** White space collapsed, cut or filled to that width; what tells queries apart is rarely the list of columns. */
    private static String text(String text, int width) {
        String flat = text.replaceAll("\\s+", " ").strip();
        if (flat.length() > width) {
            flat = COLUMNS_OF_SELECT.matcher(flat).replaceFirst("select … from ");
        }
        String cut = flat.length() <= width ? flat : flat.substring(0, width - 1) + "…";
        return cut + " ".repeat(width - cut.length());
    }

    private static String count(double count) {
        return String.format(Locale.ROOT, "%,.0f", count);
    }

    /** Three digits where there is room; seconds are left to the reader. */
    static String millis(double seconds) {
        double millis = seconds * 1e3;
        String format = Math.abs(millis) < 10 ? "%.2f" : Math.abs(millis) < 100 ? "%.1f" : "%,.0f";
        return Double.isNaN(millis) ? "-" : String.format(Locale.ROOT, format, millis);
    }
}
