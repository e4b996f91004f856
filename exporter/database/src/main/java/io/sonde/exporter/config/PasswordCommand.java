package io.sonde.exporter.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A password, or a token in its place, that a program prints. It is run again when the last one has had its time. */
final class PasswordCommand implements Password {

    private static final long PATIENCE_SECONDS = 10;
    private static final int MAX_BYTES = 64 * 1024;

    private final List<String> command;
    private final Duration ttl;
    private volatile List<String> known = List.of();
    private @Nullable String value;
    private long untilNanos;

    PasswordCommand(List<String> command, Duration ttl) {
        this.command = List.copyOf(command);
        this.ttl = ttl;
    }

    @Override
    public synchronized String current() throws IOException {
        String cached = value;
        if (cached != null && untilNanos - System.nanoTime() > 0) {
            return cached;
        }
        String fresh = run();
        value = fresh;
        untilNanos = System.nanoTime() + ttl.toNanos();
        List<String> before = known;
        if (before.isEmpty() || !before.get(0).equals(fresh)) {
            known = before.isEmpty() ? List.of(fresh) : List.of(fresh, before.get(0));
        }
        return fresh;
    }

    /*
     * The output is read after the end, not while it runs: what fits into a pipe is more than any token, and a program that writes
     * more than that is ended like one that takes too long.
     */
    private String run() throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(this + " did not end within " + PATIENCE_SECONDS + " seconds");
            }
            if (process.exitValue() != 0) {
                throw new IOException(this + " ended with exit code " + process.exitValue());
            }
            byte[] bytes = process.getInputStream().readNBytes(MAX_BYTES);
            String printed = new String(bytes, StandardCharsets.UTF_8).strip();
            if (printed.isEmpty()) {
                throw new IOException(this + " printed nothing");
            }
            return printed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(this + " was interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    @Override
    public List<String> known() {
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PasswordCommand password
                && password.command.equals(command)
                && password.ttl.equals(ttl);
    }

    @Override
    public int hashCode() {
        return command.hashCode();
    }

    /** Without the arguments, which may hold a secret. */
    @Override
    public String toString() {
        return "the password command " + command.get(0);
    }
}
