package io.sonde.benchmarks.start;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The time from starting a JVM to the first statement of {@code main}, bare and with the agent, in turns; and the memory that is resident
 * two seconds later, where {@code /proc} tells. Arguments: the agent's jar, the number of runs, and homes of JDKs.
 */
public final class TimeToMain {

    private static final int WARM_UP = 3;

    private TimeToMain() {}

    public static void main(String[] arguments) throws Exception {
        Path agent = Path.of(arguments[0]).toAbsolutePath();
        int runs = Integer.parseInt(arguments[1]);
        System.out.println(
                "| JDK | bare, ms | with the agent, ms | added, ms | resident bare, MiB | with the agent, MiB |");
        System.out.println("|---|---|---|---|---|---|");
        for (String home : Arrays.asList(arguments).subList(2, arguments.length)) {
            measure(Path.of(home), agent, runs);
        }
    }

    private static void measure(Path home, Path agent, int runs) throws Exception {
        String option = "-javaagent:" + agent + "=host=127.0.0.1,port=0";
        double[] bare = new double[runs];
        double[] with = new double[runs];
        for (int i = -WARM_UP; i < runs; i++) {
            double first = millisToMain(home, List.of());
            double second = millisToMain(home, List.of(option));
            if (i >= 0) {
                bare[i] = first;
                with[i] = second;
            }
        }
        System.out.printf(
                "| %s | %.0f | %.0f | %.0f | %d | %d |%n",
                home.getFileName(),
                median(bare),
                median(with),
                median(with) - median(bare),
                residentMebibytes(home, List.of()),
                residentMebibytes(home, List.of(option)));
    }

    private static double millisToMain(Path home, List<String> options) throws Exception {
        long start = System.nanoTime();
        Process process = start(home, options);
        long end = System.nanoTime();
        process.getOutputStream().close();
        process.waitFor();
        return (end - start) / 1e6;
    }

    private static long residentMebibytes(Path home, List<String> options) throws Exception {
        Process process = start(home, options);
        Thread.sleep(2000);
        Path status = Path.of("/proc/" + process.pid() + "/status");
        long kibibytes = 0;
        if (Files.exists(status)) {
            kibibytes = Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }
        process.getOutputStream().close();
        process.waitFor();
        return kibibytes / 1024;
    }

    /** Starts a JVM and returns when it has reached {@code main}. */
    private static Process start(Path home, List<String> options) throws IOException, URISyntaxException {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
        command.addAll(options);
        File classes = new File(
                Hello.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        command.addAll(List.of("-cp", classes.getPath(), Hello.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        InputStream output = process.getInputStream();
        for (int next = output.read(); next != 'm'; next = output.read()) {
            if (next < 0) {
                throw new IOException("ended before main: " + command);
            }
        }
        return process;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
