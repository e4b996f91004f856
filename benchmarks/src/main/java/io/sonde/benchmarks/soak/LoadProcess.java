package io.sonde.benchmarks.soak;

import io.sonde.benchmarks.proc.Proc;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The process with the load and the agent. */
final class LoadProcess implements AutoCloseable {

    /**
     * What the load says of itself.
     *
     * @param heap bytes used after a collection
     * @param executed statements on the stub driver
     * @param literals those of them with a text that was never seen
     * @param pools opened and closed
     * @param failedTurns work that failed
     */
    record Answer(double heap, long executed, long literals, long pools, long failedTurns) {}

    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter input;
    private final int port;

    private LoadProcess(Process process, int port) {
        this.process = process;
        this.port = port;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.input = process.outputWriter(StandardCharsets.UTF_8);
    }

    static LoadProcess start(Path jdk, Path agent, double rate) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        List<String> command = List.of(
                jdk.resolve("bin/java").toString(),
                "-javaagent:" + agent + "=host=127.0.0.1,port=" + port,
                "-Xms256m",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                SoakLoad.class.getName(),
                Double.toString(rate));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new LoadProcess(process, port);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks {@code sample} or {@code stop}. */
    Answer ask(String question) throws IOException {
        input.write(question + "\n");
        input.flush();
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the load has ended");
        }
        String[] parts = line.split(" ", -1);
        return new Answer(
                Double.parseDouble(parts[0]),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]));
    }

    ScrapedPage scrape() throws IOException {
        return ScrapedPage.read(port);
    }

    long openFiles() throws IOException {
        return Proc.openFiles(process.pid());
    }

    /** A number of {@code /proc/<pid>/status}, without its unit. */
    double status(String name) throws IOException {
        return Proc.status(process.pid(), name);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
