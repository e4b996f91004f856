package io.sonde.benchmarks.exporter;

import io.sonde.benchmarks.proc.Proc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * 200 targets, scraped every 15 seconds: 180 databases of one server, 10 behind an address that swallows packets, 10 that refuse. What the
 * exporter costs, and how long each scrape takes. Arguments: seconds to warm up, minutes to measure one by one, {@code probe} for a page for each target
 * or {@code metrics} for one page with all, and the JVM's options.
 */
public final class ManyTargets {

    private static final int DATABASES = 180;
    private static final int HOLES = 10;
    private static final int REFUSING = 10;
    private static final int LOOKS = 20;

    private ManyTargets() {}

    public static void main(String[] arguments) throws Exception {
        int warmUpSeconds = Integer.parseInt(arguments[0]);
        int minutes = Integer.parseInt(arguments[1]);
        boolean probe = arguments[2].equals("probe");
        List<String> options = Arrays.asList(arguments).subList(3, arguments.length);
        Path folder = Files.createTempDirectory("sonde-many-targets");
        try (ManyDatabases many = ManyDatabases.start(folder, DATABASES)) {
            Path config = Files.writeString(folder.resolve("sonde.yml"), many.configuration(HOLES, REFUSING));
            System.out.println("folder " + folder);
            try (ExporterProcess exporter = ExporterProcess.start(
                            port -> command(options, config, port),
                            Map.of(),
                            folder.resolve("exporter.log"),
                            "/-/healthy");
                    Rhythm rhythm = new Rhythm(exporter)) {
                rhythm.start(probe ? probes() : List.of("/metrics"));
                Thread.sleep(warmUpSeconds * 1000L);
                for (int i = 0; i < minutes; i++) {
                    measure(many, exporter, rhythm);
                }
            }
        }
    }

    private static List<String> command(List<String> options, Path config, int port) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-jar",
                "dist/sonde-exporter.jar",
                "--config.file=" + config,
                "--web.listen-address=127.0.0.1:" + port));
        return command;
    }

    private static List<String> probes() {
        List<String> paths = new ArrayList<>();
        IntStream.range(0, DATABASES).forEach(i -> paths.add("/probe?target=" + ManyDatabases.database(i)));
        // Among the others, as it happens.
        IntStream.range(0, HOLES).forEach(i -> paths.add(18 * i, "/probe?target=hole_" + i));
        IntStream.range(0, REFUSING).forEach(i -> paths.add(18 * i + 9, "/probe?target=refusing_" + i));
        return paths;
    }

    private static void measure(ManyDatabases many, ExporterProcess exporter, Rhythm rhythm) throws Exception {
        rhythm.take();
        double own = exporter.cpuMillis();
        double server = many.server().cpuMillis();
        long start = System.nanoTime();
        double resident = 0;
        for (int i = 0; i < LOOKS; i++) {
            Thread.sleep(60_000 / LOOKS);
            resident = Math.max(resident, Proc.residentMebibytes(exporter.pid()));
        }
        double elapsedMillis = (System.nanoTime() - start) / 1e6;
        System.out.printf(
                "%s: exporter %.3f cores, server %.3f cores; resident %.0f MiB at most, %.0f at the end, threads %.0f, files %d, connections %d%n",
                LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS),
                (exporter.cpuMillis() - own) / elapsedMillis,
                (many.server().cpuMillis() - server) / elapsedMillis,
                resident,
                Proc.residentMebibytes(exporter.pid()),
                Proc.status(exporter.pid(), "Threads"),
                Proc.openFiles(exporter.pid()),
                many.connections());
        List<Rhythm.Answer> answers = rhythm.take();
        tell("databases", answers, "=d");
        tell("black holes", answers, "=hole");
        tell("refusing", answers, "=refusing");
        tell("all", answers, "");
    }

    private static void tell(String name, List<Rhythm.Answer> all, String part) {
        List<Rhythm.Answer> answers =
                all.stream().filter(answer -> answer.name().contains(part)).toList();
        List<Double> millis = answers.stream().map(Rhythm.Answer::millis).toList();
        List<Double> series =
                answers.stream().map(answer -> (double) answer.series()).toList();
        System.out.printf(
                "%s: %d scrapes, %d failed or late, %d up, %d with an error; median %.0f ms, 95 %% %.0f, longest %.0f; series %.0f%n",
                name,
                answers.size(),
                answers.stream().filter(answer -> !answer.failure().isEmpty()).count(),
                answers.stream().filter(Rhythm.Answer::up).count(),
                answers.stream().filter(Rhythm.Answer::error).count(),
                Side.percentile(millis, 0.5),
                Side.percentile(millis, 0.95),
                Side.percentile(millis, 1),
                Side.percentile(series, 0.5));
        answers.stream()
                .map(Rhythm.Answer::failure)
                .filter(failure -> !failure.isEmpty())
                .distinct()
                .limit(5)
                .forEach(failure -> System.out.println("  " + failure));
    }
}
