package io.sonde.benchmarks.exporter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One big server scraped by Sonde and by postgres_exporter in turns, with the collectors that both have: how long a scrape takes, and what it
 * costs the server's processes. Arguments: turns, scrapes in a turn, whether each turn has a minute of scrapes every 15 seconds, and, for some of
 * the sides only, a regular expression for their names.
 */
public final class OneServer {

    private static final String PEER = "prometheus-postgres-exporter";
    private static final String ONLY_COMMON = "Sonde";
    private static final String ALL = "Sonde, all that it has";
    private static final String PACKAGED = PEER + ", its package's queries";
    private static final String NEWER = PEER + ", newer releases' queries";
    private static final long PAUSE_MILLIS = 100;
    /** A JVM compiles what runs often; the peer is a compiled program. */
    private static final int WARM_UP_SCRAPES = 40;

    private static final int WARM_UP_SCRAPES_OF_PEER = 3;
    /** Until what runs in the background has caught up. */
    private static final long SETTLE_MILLIS = 3_000;

    /** What postgres_exporter reads too; without what only Sonde has, such as the look each second. */
    private static final String COMMON =
            "[postmaster, stat_database, database, stat_bgwriter, stat_archiver, replication,"
                    + " stat_replication, replication_slot, stat_activity, locks, settings, stat_statements, stat_user_tables]";

    private OneServer() {}

    public static void main(String[] arguments) throws Exception {
        int turns = Integer.parseInt(arguments[0]);
        int scrapes = Integer.parseInt(arguments[1]);
        boolean minutes = Boolean.parseBoolean(arguments[2]);
        String chosen = arguments.length > 3 ? arguments[3] : ".*";
        Path folder = Files.createTempDirectory("sonde-one-server");
        List<Side> sides = new ArrayList<>();
        try (BigServer big = BigServer.start(folder)) {
            try {
                if (ONLY_COMMON.matches(chosen)) {
                    sides.add(sonde(ONLY_COMMON, COMMON, big.server(), folder));
                }
                if (ALL.matches(chosen)) {
                    sides.add(sonde(ALL, "[]", big.server(), folder));
                }
                if (PACKAGED.matches(chosen)) {
                    sides.add(peer(PACKAGED, "peer-package.yaml", big.server(), folder));
                }
                if (NEWER.matches(chosen)) {
                    sides.add(peer(NEWER, "peer-newer.yaml", big.server(), folder));
                }
                measure(sides, big.server(), turns, scrapes, minutes);
            } finally {
                sides.forEach(Side::close);
            }
        }
    }

    private static void measure(List<Side> sides, Server server, int turns, int scrapes, boolean minutes)
            throws IOException, InterruptedException {
        for (Side side : sides) {
            for (int i = 0; i < (side.name().startsWith(PEER) ? WARM_UP_SCRAPES_OF_PEER : WARM_UP_SCRAPES); i++) {
                side.scrape();
            }
            System.out.println(side.name() + ": " + byCollector(side.scrape()));
            side.stop();
        }
        for (int turn = 0; turn < turns; turn++) {
            for (Side side : sides) {
                side.goOn();
                Thread.sleep(SETTLE_MILLIS);
                side.measureScrapes(server, scrapes, PAUSE_MILLIS);
                if (minutes) {
                    side.measureMinute(server);
                }
                side.stop();
            }
        }
        System.out.println(
                "| | series | page | scrape, ms | 95 % | server's CPU for it, ms | server's CPU in a minute, ms | own CPU in a minute, ms"
                        + " | resident |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (Side side : sides) {
            side.goOn();
            System.out.println(side.row());
            side.stop();
        }
    }

    private static Side sonde(String name, String collectors, Server server, Path folder)
            throws IOException, InterruptedException {
        String suffix = Integer.toHexString(name.hashCode());
        Path config = Files.writeString(folder.resolve("sonde-" + suffix + ".yml"), """
                targets:
                  - name: big
                    url: jdbc:postgresql://127.0.0.1:%d/%s
                    username: %s
                    collectors: %s
                """.formatted(
                        server.port(), BigServer.DATABASE, Server.USER, collectors));
        ExporterProcess process = ExporterProcess.start(
                port -> List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        "dist/sonde-exporter.jar",
                        "--config.file=" + config,
                        "--web.listen-address=127.0.0.1:" + port),
                Map.of(),
                folder.resolve("sonde-" + suffix + ".log"),
                "/probe?target=big");
        return new Side(name, process, "/probe?target=big");
    }

    private static Side peer(String name, String queries, Server server, Path folder)
            throws IOException, InterruptedException {
        Path file = folder.resolve(queries);
        try (InputStream in = OneServer.class.getResourceAsStream(queries)) {
            Files.writeString(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        ExporterProcess process = ExporterProcess.start(
                port -> List.of(PEER, "--web.listen-address=127.0.0.1:" + port, "--extend.query-path=" + file),
                Map.of(
                        "DATA_SOURCE_NAME",
                        "postgresql://%s@127.0.0.1:%d/%s?sslmode=disable"
                                .formatted(Server.USER, server.port(), BigServer.DATABASE)),
                folder.resolve(queries + ".log"),
                "/metrics");
        return new Side(name, process, "/metrics");
    }

    /** How many series there are, by the first words of their names. */
    private static Map<String, Integer> byCollector(Scrape scrape) {
        Map<String, Integer> counts = new TreeMap<>();
        scrape.page()
                .lines()
                .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
                .forEach(line -> {
                    String[] words = line.split("[{ ]", 2)[0].split("_", -1);
                    counts.merge(
                            String.join(
                                    "_",
                                    List.of(words).subList(0, Math.min(words[1].equals("stat") ? 3 : 2, words.length))),
                            1,
                            Integer::sum);
                });
        return counts;
    }
}
