package io.sonde.verify.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A PostgreSQL with files and a port of its own, which a test may stop, kill, start again and let follow another. */
public final class PostgresNode {

    private static final long GONE_SECONDS = 30;

    private final String program;
    private final Path data;
    private final DatabaseServer server;

    PostgresNode(String program, Path data, DatabaseServer server) {
        this.program = program;
        this.data = data;
        this.server = server;
    }

    public DatabaseServer server() {
        return server;
    }

    /**
     * Starts it, and waits until it answers.
     *
     * @param environment variables for it, each as {@code NAME=value}
     */
    public void start(String... environment) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // The server refuses to run as root; in a user namespace of its own it is nobody.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add("env");
        command.addAll(List.of(environment));
        String port = Integer.toString(server.port());
        command.addAll(List.of(program, "-D", data.toString(), "-p", port, "-h", "127.0.0.1", "-k", ""));
        command.addAll(List.of(
                "-c", "max_connections=500", "-c", "shared_preload_libraries=pg_stat_statements", "-c", "fsync=off"));
        DatabaseProcess.start(command, data.resolveSibling("log"), data, server);
    }

    /** Stops it as an operator does: sessions end, and replicas get all that was written. */
    public void stop() throws IOException, InterruptedException {
        ProcessHandle process = ProcessHandle.of(postmaster(data)).orElseThrow();
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        awaitGone(process);
    }

    /** Ends all of its processes at once, as a machine does that runs out of memory or power. */
    public void kill() throws IOException, InterruptedException {
        ProcessHandle process = ProcessHandle.of(postmaster(data)).orElseThrow();
        List<ProcessHandle> sessions = process.descendants().toList();
        process.destroyForcibly();
        sessions.forEach(ProcessHandle::destroyForcibly);
        awaitGone(process);
    }

    /** From its next start on it is a replica of that one. */
    public void follow(DatabaseServer primary, String slot) throws IOException {
        Files.writeString(data.resolve("standby.signal"), "");
        Files.writeString(
                data.resolve("postgresql.auto.conf"), """
                primary_conninfo = 'host=127.0.0.1 port=%d user=%s application_name=%s'
                primary_slot_name = '%s'
                wal_receiver_status_interval = 1
                wal_retrieve_retry_interval = 500
                hot_standby_feedback = on
                """.formatted(primary.port(), primary.username(), slot, slot));
    }

    private static void awaitGone(ProcessHandle process) throws InterruptedException {
        try {
            process.onExit().get(GONE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("PostgreSQL does not end", e);
        }
    }

    static long postmaster(Path data) throws IOException {
        return Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
    }
}
