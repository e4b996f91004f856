package io.sonde.benchmarks.start;

import io.sonde.benchmarks.proc.Proc;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM that says on its output when it is where it is to be measured. */
final class MeasuredJvm implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Path home;
    private final Process process;
    private final int port;
    private final double millisToReady;

    private MeasuredJvm(Path home, Process process, int port, double millisToReady) {
        this.home = home;
        this.process = process;
        this.port = port;
        this.millisToReady = millisToReady;
    }

    /**
     * Starts a JVM and returns when it is ready.
     *
     * @param application class path and main class, or how else it is told
     * @param ready what it says then; its first character is not in it again
     */
    static MeasuredJvm start(Path home, Variant variant, List<String> application, String ready) throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
        command.addAll(variant.options(port));
        command.addAll(application);
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        await(process.getInputStream(), ready, command);
        return new MeasuredJvm(home, process, port, (System.nanoTime() - start) / 1e6);
    }

    private static void await(InputStream output, String ready, List<String> command) throws IOException {
        int matched = 0;
        while (matched < ready.length()) {
            int next = output.read();
            if (next < 0) {
                throw new IOException("ended before it was ready: " + command);
            }
            if (next == ready.charAt(matched)) {
                matched++;
            } else {
                matched = next == ready.charAt(0) ? 1 : 0;
            }
        }
    }

    /** Class path and main class of an application in this module. */
    static List<String> application(Class<?> main) throws Exception {
        File classes = new File(
                main.getProtectionDomain().getCodeSource().getLocation().toURI());
        return List.of("-cp", classes.getPath(), main.getName());
    }

    double millisToReady() {
        return millisToReady;
    }

    /** Reads the page of metrics once. */
    void scrape() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        HttpResponse<String> page = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        if (page.statusCode() != 200) {
            throw new IOException("no page: " + page.statusCode());
        }
    }

    /** Waits until the resident memory has stayed the same, within 256 KiB, for two seconds; at most 20 seconds. */
    void settle() throws IOException, InterruptedException {
        double before = residentMebibytes();
        int quiet = 0;
        for (int i = 0; i < 40 && quiet < 4; i++) {
            TimeUnit.MILLISECONDS.sleep(500);
            double now = residentMebibytes();
            quiet = Math.abs(now - before) < 0.25 ? quiet + 1 : 0;
            before = now;
        }
    }

    double residentMebibytes() throws IOException {
        return Proc.residentMebibytes(process.pid());
    }

    /** The processor time of all threads so far, in steps of ten milliseconds. What others do on the machine changes it less than the clock. */
    double processorMillis() throws IOException {
        return Proc.cpuMillis(process.pid());
    }

    double threads() throws IOException {
        return Proc.status(process.pid(), "Threads");
    }

    /** Classes loaded, as the JVM itself counts them. Asking makes the JVM load some: ask last. */
    double classes() throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        home.resolve("bin/jcmd").toString(), Long.toString(process.pid()), "PerfCounter.print")
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return said.lines()
                .filter(line ->
                        line.startsWith("java.cls.loadedClasses=") || line.startsWith("java.cls.sharedLoadedClasses="))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf('=') + 1)))
                .sum();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
