package io.sonde.benchmarks.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to measure.
 *
 * @param quick one fork and short iterations; two threads for the bare driver, Sonde and OpenTelemetry only
 * @param agent Sonde's jar
 * @param peers the directory of the other agents' jars
 * @param application the jar of the Spring Boot application that is started
 * @param results the file to write
 * @param docs the page whose table is replaced, if any
 * @param only names of the peers to measure beside the bare driver; empty for all
 * @param rows names of the benchmarks' methods, {@code cpu} and {@code start}; empty for all
 * @param homes of the JDKs
 */
record Arguments(
        boolean quick,
        Path agent,
        Path peers,
        Path application,
        Path results,
        @Nullable Path docs,
        List<String> only,
        List<String> rows,
        List<Path> homes) {

    static Arguments parse(String[] given) {
        boolean quick = false;
        Path agent = Path.of("dist/sonde-agent.jar");
        Path peers = Path.of("benchmarks/target/peers");
        Path application = Path.of("verify/spring-boot/target/application-exec.jar");
        Path results = Path.of("benchmarks/target/peers.md");
        Path docs = null;
        List<String> only = List.of();
        List<String> rows = List.of();
        List<Path> homes = new ArrayList<>();
        for (int i = 0; i < given.length; i++) {
            switch (given[i]) {
                case "--quick" -> quick = true;
                case "--agent" -> agent = Path.of(given[++i]);
                case "--peers" -> peers = Path.of(given[++i]);
                case "--application" -> application = Path.of(given[++i]);
                case "--results" -> results = Path.of(given[++i]);
                case "--docs" -> docs = Path.of(given[++i]);
                case "--only" -> only = List.of(given[++i].split(",", -1));
                case "--rows" -> rows = List.of(given[++i].split(",", -1));
                default -> homes.add(Path.of(given[i]));
            }
        }
        if (homes.isEmpty()) {
            homes.add(Path.of(System.getProperty("java.home")));
        }
        return new Arguments(
                quick,
                agent.toAbsolutePath(),
                peers.toAbsolutePath(),
                application.toAbsolutePath(),
                results,
                docs,
                only,
                rows,
                homes);
    }

    boolean selects(Peer peer) {
        return only.isEmpty() || peer.isBare() || only.contains(peer.name());
    }

    boolean selects(Row row) {
        return rows.isEmpty() || rows.contains(row.method());
    }

    boolean cpu() {
        return rows.isEmpty() || rows.contains("cpu");
    }

    boolean start() {
        return rows.isEmpty() || rows.contains("start");
    }
}
