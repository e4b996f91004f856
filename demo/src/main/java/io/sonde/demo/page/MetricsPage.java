package io.sonde.demo.page;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A page in Prometheus's text format 0.0.4, as it was at one moment. */
public record MetricsPage(List<Sample> samples) {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int MAX_BYTES = 64 << 20;

    /**
     * Reads a page's text.
     *
     * @throws IllegalArgumentException naming the line that is not in the format
     */
    public static MetricsPage parse(String text) {
        return new MetricsPage(new TextFormat(text).samples());
    }

    /**
     * Scrapes a page, as Prometheus would.
     *
     * @throws IOException if nobody answers within ten seconds, or the answer is not a page of metrics
     */
    public static MetricsPage scrape(URI address) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setRequestProperty("Accept", "text/plain;version=0.0.4");
        connection.setRequestProperty("X-Prometheus-Scrape-Timeout-Seconds", "10");
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            connection.disconnect();
            throw new IOException(address + " answered with status " + connection.getResponseCode());
        }
        try (var body = connection.getInputStream()) {
            return parse(new String(body.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new IOException(address + " is not a page of metrics: " + e.getMessage(), e);
        }
    }

    /** All samples of that name. */
    public List<Sample> named(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name)).toList();
    }

    /** The sum over all samples of that name, zero if there is none. */
    public double sum(String name) {
        return named(name).stream().mapToDouble(Sample::value).sum();
    }
}
