package io.sonde.demo;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of the demo's, with everything it says in a log file. */
final class Child implements AutoCloseable {
    private static final int TAIL_LINES = 20;
    private static final int PROBE_MILLIS = 1_000;

    private final String name;
    private final Process process;
    private final Path log;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** The {@code java} of the JDK that runs this. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static Child start(String name, List<String> command, Map<String, String> environment, Path logs)
            throws IOException {
        Path log = logs.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new Child(name, process, log);
    }

    /**
     * Waits until the address answers with status 200.
     *
     * @throws IOException with the log's tail, if the process ends before or the time is over
     */
    void awaitReady(URI address, Duration limit, Started started) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!answers(address)) {
            started.checkNotStopping();
            checkAlive();
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        name + " did not answer at " + address + " within " + limit.toSeconds() + " s" + tail());
            }
            try {
                process.waitFor(100, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for " + name);
            }
        }
    }

    /** Throws with the log's tail if the process has ended. */
    void checkAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IOException(name + " ended with status " + process.exitValue() + tail());
        }
    }

    private static boolean answers(URI address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(PROBE_MILLIS);
            connection.setReadTimeout(PROBE_MILLIS);
            boolean ready = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            connection.disconnect();
            return ready;
        } catch (IOException e) {
            return false;
        }
    }

    private String tail() throws IOException {
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList();
        int from = Math.max(0, lines.size() - TAIL_LINES);
        return "; the end of " + log + ":\n  " + String.join("\n  ", lines.subList(from, lines.size()));
    }

    /** Asks the process to end, and makes it end after five seconds or when interrupted. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return name + " (process " + process.pid() + ")";
    }
}
