package io.sonde.benchmarks.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the measured agent itself says it has seen, so that a figure of an agent that did not run is not taken for a low one. The system
 * property {@code sonde.benchmark.page} is where its metrics are read, {@code sonde.benchmark.evidence} the file to write to.
 */
final class Evidence {

    private static final String COUNT = "db_client_operation_duration_seconds_count";

    private Evidence() {}

    /** Adds a line with the number of executions that the agent or the wrapper has counted in this JVM. */
    static void keep() throws IOException {
        String file = System.getProperty("sonde.benchmark.evidence");
        if (file != null) {
            String page = System.getProperty("sonde.benchmark.page");
            long counted = page == null ? WrappedDataSource.counted() : counted(page);
            Files.writeString(Path.of(file), counted + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    private static long counted(String page) throws IOException {
        long sum = 0;
        try (InputStream in = URI.create(page).toURL().openStream()) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (line.startsWith(COUNT)) {
                    sum += (long) Double.parseDouble(
                            line.substring(line.lastIndexOf('}') + 1).trim().split(" ", -1)[0]);
                }
            }
        }
        return sum;
    }
}
