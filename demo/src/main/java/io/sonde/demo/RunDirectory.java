package io.sonde.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The folder of one run. It goes when the run ends; after a failure the logs stay. */
final class RunDirectory implements AutoCloseable {
    private static final int ATTEMPTS = 20;

    private final Path path;
    private final Path logs;
    private volatile boolean keepLogs;

    private RunDirectory(Path path) throws IOException {
        this.path = path;
        this.logs = Files.createDirectory(path.resolve("logs"));
    }

    static RunDirectory below(Path parent) throws IOException {
        return new RunDirectory(Files.createTempDirectory(Files.createDirectories(parent), "run-")
                .toRealPath());
    }

    Path path() {
        return path;
    }

    Path logs() {
        return logs;
    }

    void keepLogs() {
        keepLogs = true;
    }

    /** Deletes; a process that is just ending may still write, so several attempts are made within two seconds. */
    @Override
    public void close() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                delete();
                return;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LockSupport.parkNanos(100_000_000);
            }
        }
    }

    private void delete() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return keepLogs && directory.equals(logs) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                if (!(keepLogs && directory.equals(path))) {
                    Files.deleteIfExists(directory);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
