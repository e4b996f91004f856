package io.sonde.benchmarks.soak;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A page as the agent served it. */
record ScrapedPage(String text) {

    static ScrapedPage read(int port) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openConnection();
        connection.setConnectTimeout(5_000);
        connection.setReadTimeout(30_000);
        try (InputStream in = connection.getInputStream()) {
            return new ScrapedPage(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    long series() {
        return text.lines()
                .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
                .count();
    }

    /** The sum of all series of this name whose labels contain a text. */
    double sum(String name, String labels) {
        return text.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> line.contains(labels))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Failures inside the agent. */
    double suppressed() {
        return sum("sonde_agent_suppressed_failures_total", "");
    }

    /** Collectors whose series are missing from a page, because they failed or were late. */
    double late() {
        return sum("sonde_collector_failures_total", "");
    }

    /** Series that were left out because two collectors had them. */
    double conflicts() {
        return sum("sonde_collector_conflicts_total", "");
    }
}
