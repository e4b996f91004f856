package io.sonde.verify.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A database server's process with its data directory; both go when the tests end. */
final class DatabaseProcess {

    private static final long START_SECONDS = 120;

    private DatabaseProcess() {}

    /** Runs a program to its end. */
    static void run(List<String> command, Path log) throws IOException, InterruptedException {
        Process process = builder(command, log).start();
        if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(command + " failed:\n" + Files.readString(log));
        }
    }

    /** Starts the server and waits until it answers; {@code data} is deleted when the tests end. */
    static void start(List<String> command, Path log, Path data, DatabaseServer server)
            throws IOException, InterruptedException {
        Process process = builder(command, log).start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, data), "stop-" + server.name()));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        SQLException last = new SQLException("never tried");
        while (System.nanoTime() < deadline) {
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(command + " ended:\n" + Files.readString(log));
            }
            try (Connection connection = server.connect("")) {
                if (connection.isValid(1)) {
                    return;
                }
            } catch (SQLException e) {
                last = e;
            }
        }
        throw new IllegalStateException(command + " does not answer:\n" + Files.readString(log), last);
    }

    private static ProcessBuilder builder(List<String> command, Path log) {
        File file = log.toFile();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(file));
    }

    /** Deletes a directory and all that is in it when the tests end. */
    static void deleteAtExit(Path directory) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory), "delete-" + directory.getFileName()));
    }

    private static void stop(Process process, Path data) {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
        delete(data);
    }

    private static void delete(Path data) {
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // Gone meanwhile, or left behind in a temporary directory; the tests' result stands.
        }
    }
}
