package io.sonde.verify.servers;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program that Maven cannot bring. Where it is missing, the test that asks for it is not run; with {@code SONDE_FULL=1} in
 * the environment, it fails.
 */
public record Tool(Path program) {

    /** What a program that ran to its end left behind. */
    public record Result(int status, String output) {}

    /** The first of these programs that is on the path. */
    public static Tool named(String... names) {
        for (String name : names) {
            Optional<Path> program = onPath(name);
            if (program.isPresent()) {
                return new Tool(program.get());
            }
        }
        String message = "not run: " + String.join(" or ", names) + " is not on the path";
        if ("1".equals(System.getenv("SONDE_FULL"))) {
            return fail(message);
        }
        return abort(message);
    }

    private static Optional<Path> onPath(String name) {
        for (String directory : System.getenv("PATH").split(File.pathSeparator, -1)) {
            Path program = Path.of(directory, name);
            if (Files.isExecutable(program)) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }

    /** Runs it to its end; input may be empty. */
    public Result run(String input, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        Path in = Files.createTempFile("sonde-verify", ".in");
        try {
            Files.writeString(in, input);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(in.toFile())
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } finally {
            Files.delete(in);
        }
    }

    public Result run(String... arguments) throws IOException, InterruptedException {
        return run("", List.of(arguments));
    }

    /** Starts it as a server; its output goes to a log beside its data. */
    ServerProcess start(Path directory, Map<String, String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        options.forEach((option, value) -> command.add(option + "=" + value));
        return ServerProcess.start(command, directory);
    }
}
