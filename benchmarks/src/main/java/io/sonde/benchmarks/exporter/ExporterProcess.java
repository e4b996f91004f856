package io.sonde.benchmarks.exporter;

import io.sonde.benchmarks.proc.Proc;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.zip.GZIPInputStream;

/** An exporter in a process of its own. */
final class ExporterProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;
    private static final int READ_MILLIS = 60_000;

    private final Process process;
    private final int port;

    private ExporterProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it and waits until it answers at this path; its output goes to a file. */
    static ExporterProcess start(
            IntFunction<List<String>> command, Map<String, String> environment, Path output, String path)
            throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder(command.apply(port))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        ExporterProcess exporter = new ExporterProcess(builder.start(), port);
        for (int i = 0; i < PATIENCE_SECONDS * 10; i++) {
            try {
                exporter.scrape(path, PATIENCE_SECONDS);
                return exporter;
            } catch (IOException e) {
                if (exporter.process.waitFor(100, TimeUnit.MILLISECONDS)) {
                    throw new IOException("it has ended, see " + output, e);
                }
            }
        }
        exporter.close();
        throw new IOException("it does not answer, see " + output);
    }

    /** Asks as Prometheus does. */
    Scrape scrape(String path, double timeoutSeconds) throws IOException {
        long start = System.nanoTime();
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setRequestProperty("Accept", "text/plain;version=0.0.4;q=0.5,*/*;q=0.1");
        connection.setRequestProperty("Accept-Encoding", "gzip");
        connection.setRequestProperty("X-Prometheus-Scrape-Timeout-Seconds", Double.toString(timeoutSeconds));
        connection.setConnectTimeout(READ_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        int status = connection.getResponseCode();
        if (status != HttpURLConnection.HTTP_OK) {
            throw new IOException("status " + status + " of " + path);
        }
        byte[] body = connection.getInputStream().readAllBytes();
        double millis = (System.nanoTime() - start) / 1e6;
        if ("gzip".equals(connection.getContentEncoding())) {
            body = new GZIPInputStream(new java.io.ByteArrayInputStream(body)).readAllBytes();
        }
        return new Scrape(millis, new String(body, StandardCharsets.UTF_8));
    }

    double cpuMillis() throws IOException {
        return Proc.cpuMillis(process.pid());
    }

    long pid() {
        return process.pid();
    }

    /** Lets it do nothing, not even in the background. */
    void stop() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void goOn() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            goOn();
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (IOException e) {
            // It is ended the hard way.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
