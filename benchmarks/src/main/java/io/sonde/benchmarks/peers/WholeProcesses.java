package io.sonde.benchmarks.peers;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the programs of {@code io.sonde.benchmarks.start}, which measure whole processes and print a table. */
final class WholeProcesses {

    private static final String PACKAGE = "io.sonde.benchmarks.start.";

    private WholeProcesses() {}

    /**
     * The table that such a program prints of the agents among the peers.
     *
     * @param program its name and what it is told first
     */
    static String table(List<String> program, int turns, Path home, List<Peer> peers)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PACKAGE + program.get(0)));
        command.addAll(program.subList(1, program.size()));
        command.addAll(List.of(Integer.toString(turns), home.toString()));
        for (Peer peer : peers) {
            if (peer.isAgent()) {
                command.add(peer.name() + "=" + options(peer));
            }
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0 || !output.startsWith("|")) {
            process.destroyForcibly();
            throw new IOException(program.get(0) + " gave no table");
        }
        return output;
    }

    /**
     * As for the calls, but that Sonde's page waits as it does by default; with a place for a free port of each process's own, from which
     * its page is then read.
     */
    private static String options(Peer peer) {
        String options = String.join(" ", peer.options()).replace(Peer.AT_ONCE, "");
        if (peer.page().isEmpty()) {
            return options;
        }
        int port = URI.create(peer.page()).getPort();
        return options.replace("port=" + port, "port={port}");
    }
}
