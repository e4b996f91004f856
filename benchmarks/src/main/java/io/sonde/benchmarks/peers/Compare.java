package io.sonde.benchmarks.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures Sonde and its peers beside the floor, row by row, and writes the table. Run by {@code compare.sh}, which says what the
 * arguments are. A peer that fails in one row, or was not seen at work in it, is left out of it, with a line on standard error.
 */
public final class Compare {

    private final Arguments arguments;
    private final Effort effort;
    private final Path scratch;
    private final Path logs;
    private final Sink datadogSink = new Sink();
    private final Sink elasticSink = new Sink();
    private final List<Peer> peers;
    private final FarMemory memory = new FarMemory();
    private final Report report;

    private Compare(Arguments arguments) throws IOException {
        this.arguments = arguments;
        this.effort = arguments.quick() ? Effort.QUICK : Effort.FULL;
        this.scratch = Files.createTempDirectory("sonde-compare");
        this.logs = Files.createDirectories(scratch.resolve("newrelic-logs"));
        this.peers = peers();
        this.report = new Report(effort, peers);
    }

    public static void main(String[] given) throws Exception {
        Compare compare = new Compare(Arguments.parse(given));
        try {
            for (Path home : compare.arguments.homes()) {
                compare.measure(home);
            }
        } finally {
            compare.datadogSink.close();
            compare.elasticSink.close();
        }
    }

    private void measure(Path home) throws Exception {
        Runs runs = new Runs(home, effort, scratch);
        Measurements measured = report.start(home);
        memory.begin();
        for (Row row : Row.ALL) {
            if (arguments.selects(row)) {
                measure(runs, measured, row, 1);
                measure(runs, measured, row, 2);
            }
        }
        if (arguments.cpu()) {
            measureCpu(runs, measured);
            write();
        }
        if (arguments.start()) {
            measureStart(home, measured);
        }
        report.end(memory);
        write();
    }

    private void measure(Runs runs, Measurements measured, Row row, int threads) throws Exception {
        measured.putFloor(row, threads, runs.benchmark(Row.FLOOR, threads, Peer.BARE));
        for (Peer peer : peers) {
            boolean few = peer.isBare()
                    || peer.name().equals(Peer.SONDE)
                    || peer.name().equals(Peer.OPENTELEMETRY);
            if (threads == 1 || few || !arguments.quick()) {
                try {
                    memory.read();
                    Figure figure = runs.benchmark(row.method(), threads, peer);
                    requireEvidence(runs, measured, peer);
                    measured.put(row.method(), threads, peer, figure);
                    System.out.println(row.title() + ", " + threads + ": " + peer.name() + ": " + figure.text());
                } catch (RunnerException | IOException | RuntimeException e) {
                    System.err.println("left out: " + row.title() + ", " + peer.name() + ": " + e);
                }
            }
        }
        write();
    }

    /** In turns: what the compiler leaves to itself differs between two processes by more than what is looked for. */
    private void measureCpu(Runs runs, Measurements measured) throws InterruptedException {
        for (int turn = 0; turn < effort.cpuTurns(); turn++) {
            measureCpuOnce(runs, measured);
        }
    }

    private void measureCpuOnce(Runs runs, Measurements measured) throws InterruptedException {
        for (Peer peer : peers) {
            try {
                // New Relic says nothing of what it weaves unless asked, so it is asked here.
                boolean silent = peer.name().equals("New Relic");
                Measurements.Cpu cpu = runs.cpu(peer, silent ? List.of("-Dnewrelic.config.log_level=fine") : List.of());
                requireEvidence(runs, measured, peer);
                measured.put(peer, cpu);
                System.out.println("CPU: " + peer.name() + ": " + Figure.number(cpu.callingNanos()) + ", other threads "
                        + Figure.number(cpu.otherNanos()));
            } catch (IOException | RuntimeException e) {
                System.err.println("left out: CPU, " + peer.name() + ": " + e);
            }
        }
    }

    private void measureStart(Path home, Measurements measured) throws InterruptedException {
        List<Peer> started =
                peers.stream().filter(peer -> !measured.isIdle(peer)).toList();
        report.processes(
                "A whole process that does nothing but say hello.",
                table(List.of("TimeToMain"), home, started) + table(List.of("ResidentMemory"), home, started));
        report.processes(
                "A Spring Boot application (Tomcat, HikariCP, JdbcTemplate, H2) until it says that it has started.",
                table(List.of("SpringBootReady", arguments.application().toString()), home, started));
    }

    /** With an empty line before it; empty when there is none. */
    private String table(List<String> program, Path home, List<Peer> started) throws InterruptedException {
        try {
            String table = WholeProcesses.table(program, effort.turns(), home, started);
            System.out.println(program.get(0) + ": done");
            return "\n" + table;
        } catch (IOException | RuntimeException e) {
            System.err.println("left out: " + e);
            return "";
        }
    }

    /**
     * Of the run just made.
     *
     * @throws IOException the peer was not at work in it, so that its figure would be that of something else
     */
    private void requireEvidence(Runs runs, Measurements measured, Peer peer) throws IOException {
        long counted = runs.takeCounted();
        if (peer.isBare()) {
            return;
        }
        @Nullable
        String seen =
                switch (peer.name()) {
                    case "Datadog" -> spans(datadogSink);
                    case "Elastic" -> spans(elasticSink);
                    case "New Relic" -> takeLog();
                    default ->
                        counted == 0 ? null : "counted " + Figure.number((double) counted) + " executions in one run";
                };
        if (seen == null) {
            measured.unseen(peer);
            throw new IOException("it was not seen at work");
        }
        measured.evidence(peer, seen);
    }

    private static @Nullable String spans(Sink sink) {
        long spans = sink.takeDatabaseSpans();
        return spans == 0
                ? null
                : "reported spans of the statement's table (" + Figure.number((double) spans)
                        + " in its first requests)";
    }

    /** New Relic writes none on a JDK that it does not know, and the classes it wove only when asked. */
    private @Nullable String takeLog() throws IOException {
        Pattern pattern = Pattern.compile("weaved target.*StubPreparedStatement");
        @Nullable String seen = null;
        try (Stream<Path> files = Files.list(logs)) {
            for (Path log : files.toList()) {
                boolean wove = Files.readAllLines(log).stream()
                        .anyMatch(line -> pattern.matcher(line).find());
                if (wove || seen == null) {
                    seen = wove ? "its log says that it wove the statement's class" : "wrote a log";
                }
                Files.delete(log);
            }
        }
        return seen;
    }

    private void write() throws IOException {
        Files.createDirectories(arguments.results().toAbsolutePath().getParent());
        Files.writeString(arguments.results(), report.results());
        if (arguments.docs() != null) {
            report.publish(arguments.docs());
        }
    }

    private List<Peer> peers() throws IOException {
        Path extensions = Files.createDirectories(scratch.resolve("newrelic-extensions"));
        Files.writeString(extensions.resolve("stub.xml"), NewRelicExtension.XML);
        Path jars = arguments.peers();
        List<Peer> all = new ArrayList<>();
        all.add(Peer.BARE);
        all.add(Peer.sonde(arguments.agent(), freePort()));
        all.add(Peer.openTelemetry(jar(jars, "opentelemetry-javaagent"), freePort()));
        all.add(Peer.datadog(jar(jars, "dd-java-agent"), datadogSink.port()));
        all.add(Peer.elastic(jar(jars, "elastic-apm-agent"), elasticSink.port()));
        all.add(Peer.newRelic(jar(jars, "newrelic-agent"), extensions, logs));
        all.add(Peer.wrapper("datasource-proxy"));
        all.add(Peer.wrapper("p6spy"));
        return all.stream().filter(arguments::selects).toList();
    }

    private static Path jar(Path directory, String artifact) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(artifact))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no " + artifact + " in " + directory));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
