package io.sonde.verify.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.jdk.Jdk;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A JVM with the packaged agent, run to its end. */
public record AgentRun(int status, String output, String error) {

    /** The line of HotSpot's own that a boot search path brings. */
    private static final String SHARING = "Sharing is only supported for boot loader classes";

    private static final long TIMEOUT_SECONDS = 300;

    /** The page does not wait for the application, whose processors other tests may use too. */
    static final Map<String, String> AT_ONCE = Map.of("SONDE_START_WAIT", "0s");

    public static Path agentJar() {
        return Path.of(System.getProperty("sonde.root"), "dist", "sonde-agent.jar");
    }

    /** Runs an application with the agent, which serves on 127.0.0.1 and a free port. */
    static AgentRun of(Jdk jdk, Class<?> main, String... arguments) throws Exception {
        int port = freePort();
        List<String> options = List.of("-javaagent:" + agentJar() + "=host=127.0.0.1,port=" + port);
        return of(jdk, port, options, List.of("-cp", classPath(), main.getName()), arguments);
    }

    /**
     * Runs a JVM.
     *
     * @param port where the application finds the agent's page
     * @param application class path and main class, or how else it is told
     */
    public static AgentRun of(Jdk jdk, int port, List<String> options, List<String> application, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(jdk.java().toString(), "-Dpage.port=" + port, "-Xmx256m"));
        command.addAll(options);
        command.addAll(application);
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("sonde-agent", ".out");
        Path error = Files.createTempFile("sonde-agent", ".err");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(error.toFile());
            builder.environment().putAll(AT_ONCE);
            Process process = builder.start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("did not end: " + command + "\n" + Files.readString(error));
            }
            return new AgentRun(process.exitValue(), Files.readString(output), Files.readString(error));
        } finally {
            Files.delete(output);
            Files.delete(error);
        }
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The test classes with the drivers and the pool, and nothing of Sonde's. */
    static String classPath() throws URISyntaxException {
        Set<String> entries = new LinkedHashSet<>();
        for (Class<?> type : List.of(
                AgentRun.class,
                org.h2.Driver.class,
                org.postgresql.Driver.class,
                com.zaxxer.hikari.HikariDataSource.class,
                org.slf4j.Logger.class,
                io.prometheus.client.Counter.class,
                io.prometheus.client.exemplars.ExemplarConfig.class)) {
            entries.add(jar(type));
        }
        return String.join(File.pathSeparator, entries);
    }

    public static String jar(Class<?> type) throws URISyntaxException {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI()).getPath();
    }

    /** What the application printed behind {@code page:}. */
    public String page() {
        int at = output.indexOf("page:\n");
        assertThat(at).as("no page in: %s%s", output, error).isNotNegative();
        return output.substring(at + 6);
    }

    /** The lines of the page of these series, without their help, in order. */
    public List<String> series(String prefix) {
        return page().lines().filter(line -> line.startsWith(prefix)).sorted().toList();
    }

    /** Standard error without what HotSpot itself has to say about class sharing. */
    public String ownError() {
        return error.lines().filter(line -> !line.contains(SHARING)).collect(Collectors.joining("\n"));
    }

    public AgentRun succeeded() {
        assertThat(status).as("status; output: %s; error: %s", output, error).isZero();
        return this;
    }

    public AgentRun withoutSuppressedFailures() {
        assertThat(series("sonde_agent_suppressed_failures_total"))
                .isNotEmpty()
                .allMatch(line -> line.endsWith(" 0.0"));
        assertThat(series("sonde_collector_failures_total")).isNotEmpty().allMatch(line -> line.endsWith(" 0.0"));
        return this;
    }
}
