package io.sonde.benchmarks.soak;

import java.util.HashMap;
import java.util.Map;

/**
 * What the pages of a run have counted of the stub driver's executions in all: the last value of each series that was ever on a page,
 * because a query that leaves the page leaves its past in its own series, and {@code other} goes on with the rest.
 */
final class Counted {

    private static final String NAME = "db_client_operation_duration_seconds_count{";
    private static final String SERVER = "server_address=\"stub.example\"";

    private final Map<String, Double> lastValues = new HashMap<>();

    void read(ScrapedPage page) {
        page.text()
                .lines()
                .filter(line -> line.startsWith(NAME) && line.contains(SERVER))
                .forEach(line -> {
                    int value = line.lastIndexOf(' ');
                    lastValues.put(line.substring(0, value), Double.parseDouble(line.substring(value + 1)));
                });
    }

    double total() {
        return lastValues.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
