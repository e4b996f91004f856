package io.sonde.benchmarks.exporter;

/**
 * What a scrape brought.
 *
 * @param millis from the request to the last byte
 */
record Scrape(double millis, String page) {

    long series() {
        return page.lines()
                .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
                .count();
    }

    /** The first value of a series whose line begins so; NaN when there is none. */
    double value(String beginning) {
        return page.lines()
                .filter(line -> line.startsWith(beginning))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }
}
