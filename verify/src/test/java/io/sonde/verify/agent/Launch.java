package io.sonde.verify.agent;

import io.sonde.verify.jdk.Jdk;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How an application is started, so that it can be started with the agent and without it. Methods that change it return it. */
final class Launch {

    private static final long TIMEOUT_SECONDS = 120;

    private final Jdk jdk;
    private final List<String> options = new ArrayList<>();
    private final List<String> agentOptions = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> through = new ArrayList<>();
    private final Class<?> main;
    private String classPath;
    private @Nullable Path directory;
    private @Nullable Path error;
    private Path jar = AgentRun.agentJar();
    private String settings = "";

    private Launch(Jdk jdk, Class<?> main) throws Exception {
        this.jdk = jdk;
        this.main = main;
        this.classPath = AgentRun.classPath();
    }

    static Launch of(int feature, Class<?> main) throws Exception {
        return new Launch(Jdk.require(feature), main);
    }

    Launch option(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** Options that only the run with the agent has, behind its own. */
    Launch optionWithAgent(String... more) {
        agentOptions.addAll(List.of(more));
        return this;
    }

    /** A program, with its arguments, that starts the JVM. */
    Launch through(List<String> command) {
        through.addAll(command);
        return this;
    }

    Launch environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Launch directory(Path working) {
        directory = working;
        return this;
    }

    /** Where standard error goes, instead of to the run. */
    Launch error(Path file) {
        error = file;
        return this;
    }

    Launch classPath(String entries) {
        classPath = entries;
        return this;
    }

    Launch alsoOnClassPath(Class<?> type) throws Exception {
        return classPath(classPath + File.pathSeparator + AgentRun.jar(type));
    }

    Launch jar(Path agent) {
        jar = agent;
        return this;
    }

    /** Agent arguments beside host and port. */
    Launch settings(String more) {
        settings = "," + more;
        return this;
    }

    AgentRun bare(String... arguments) throws Exception {
        return run(List.of(), arguments);
    }

    AgentRun withAgent(String... arguments) throws Exception {
        int port = AgentRun.freePort();
        List<String> own = new ArrayList<>();
        own.add("-javaagent:" + jar + "=host=127.0.0.1,port=" + port + settings);
        own.addAll(agentOptions);
        own.add("-Dpage.port=" + port);
        return run(own, arguments);
    }

    private AgentRun run(List<String> own, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(through);
        command.add(jdk.java().toString());
        command.addAll(own);
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("sonde-fault", ".out");
        Path ownError = Files.createTempFile("sonde-fault", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError((error == null ? ownError : error).toFile());
            if (directory != null) {
                builder.directory(directory.toFile());
            }
            builder.environment().putAll(AgentRun.AT_ONCE);
            builder.environment().putAll(environment);
            return end(builder, output, ownError);
        } finally {
            Files.delete(output);
            Files.delete(ownError);
        }
    }

    private static AgentRun end(ProcessBuilder builder, Path output, Path error)
            throws IOException, InterruptedException {
        Process process = builder.start();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("did not end: " + builder.command() + "\n" + Files.readString(output) + "\n"
                    + Files.readString(error));
        }
        return new AgentRun(process.exitValue(), Files.readString(output), Files.readString(error));
    }

    /** What an application prints before the page, if it prints one. */
    static String ownOutput(AgentRun run) {
        int page = run.output().indexOf("page:\n");
        return page < 0 ? run.output() : run.output().substring(0, page);
    }

    /** What Sonde says on standard error. */
    static List<String> said(AgentRun run) {
        return run.error().lines().filter(line -> line.startsWith("[sonde]")).collect(Collectors.toList());
    }
}
