package io.sonde.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Draws what the tour shows as an SVG of a terminal. */
final class Picture {
    private static final double CHARACTER = 7.2;
    private static final int LINE = 18;
    private static final int MARGIN = 20;

    private Picture() {}

    static void write(List<Line> lines, Path file) throws IOException {
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        Files.writeString(file, svg(lines));
    }

    static String svg(List<Line> lines) {
        int columns =
                lines.stream().mapToInt(line -> line.text().length()).max().orElse(0);
        int width = (int) Math.ceil(columns * CHARACTER) + 2 * MARGIN;
        int height = lines.size() * LINE + 2 * MARGIN;
        StringBuilder svg = new StringBuilder();
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d">
                <rect width="%1$d" height="%2$d" rx="8" fill="#0d1117"/>
                <g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="12">
                """.formatted(width, height));
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (!line.text().isBlank()) {
                // The length is given, so that columns stay columns in whatever font the reader has.
                svg.append("<text x=\"%d\" y=\"%d\" fill=\"%s\" xml:space=\"preserve\" textLength=\"%.1f\">%s</text>%n"
                        .formatted(
                                MARGIN,
                                MARGIN + i * LINE + 13,
                                line.style().colour(),
                                line.text().length() * CHARACTER,
                                escape(line.text())));
            }
        }
        return svg.append("</g>\n</svg>\n").toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
