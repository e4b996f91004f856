package io.sonde.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The measurements as pages: the day's results, and the published table. */
final class Report {

    private static final String BEGIN = "<!-- figures: written by benchmarks/compare.sh -->";
    private static final String END = "<!-- end of figures -->";

    /** A thread that takes less of a query is not listed. */
    private static final double SHOWN_NANOS = 0.005;

    private record Section(
            String jdk,
            Measurements measured,
            String loadBefore,
            StringBuilder loadAfter,
            StringBuilder processes,
            StringBuilder memory) {}

    private final Effort effort;
    private final List<Peer> peers;
    private final List<Section> sections = new ArrayList<>();

    Report(Effort effort, List<Peer> peers) {
        this.effort = effort;
        this.peers = peers;
    }

    /** What is measured on a JDK from now on. */
    Measurements start(Path home) throws IOException {
        Measurements measured = new Measurements();
        sections.add(new Section(
                version(home), measured, load(), new StringBuilder(), new StringBuilder(), new StringBuilder()));
        return measured;
    }

    /**
     * Adds tables about whole processes, if there are any.
     *
     * @param title what the processes do
     */
    void processes(String title, String tables) {
        if (!tables.isEmpty()) {
            StringBuilder processes = sections.get(sections.size() - 1).processes();
            processes.append('\n').append(title).append('\n').append(tables);
        }
    }

    void end(FarMemory memory) throws IOException {
        Section section = sections.get(sections.size() - 1);
        section.loadAfter().append(load());
        section.memory().append(memory.table());
    }

    String results() {
        StringBuilder out = new StringBuilder();
        out.append("# ").append(today()).append(": Sonde beside its peers\n\n");
        out.append(machine()).append(effort.text()).append(".\n");
        for (Section section : sections) {
            out.append("\n## JDK ").append(section.jdk).append("\n\n");
            out.append("Load average before: ").append(section.loadBefore);
            if (!section.loadAfter.isEmpty()) {
                out.append("; after: ").append(section.loadAfter);
            }
            out.append(".\n\n");
            figures(section, out);
            new Targets(section.measured).table(out);
            evidence(section, out);
        }
        settings(out);
        return out.toString();
    }

    /** Replaces the figures of the published page. */
    void publish(Path page) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        StringBuilder out = new StringBuilder(text.substring(0, begin)).append("\n\n");
        out.append("Measured on ")
                .append(today())
                .append(". ")
                .append(machine())
                .append(effort.text())
                .append(".\n");
        for (Section section : sections) {
            out.append("\n### JDK ").append(section.jdk).append("\n\n");
            figures(section, out);
        }
        settings(out);
        Files.writeString(page, out.append('\n').append(text.substring(end)).toString());
    }

    private void figures(Section section, StringBuilder out) {
        out.append(
                "One thread; what each adds to a call, in nanoseconds and bytes. In brackets, how many times the floor.\n\n");
        table(section.measured, 1, out);
        out.append("\nTwo threads at once.\n\n");
        table(section.measured, 2, out);
        cpu(section.measured, out);
        out.append(section.memory);
        out.append(section.processes);
    }

    private void table(Measurements measured, int threads, StringBuilder out) {
        List<Peer> columns = peers.stream()
                .filter(peer -> Stream.of(Row.ALL).anyMatch(row -> measured.added(row, threads, peer.name()) != null))
                .toList();
        out.append("| | floor |");
        columns.forEach(peer -> out.append(' ')
                .append(peer.isBare() ? "bare call" : peer.name())
                .append(" |"));
        out.append("\n|---|---|").append("---|".repeat(columns.size())).append('\n');
        for (Row row : Row.ALL) {
            Figure floor = measured.floor(row, threads);
            Figure bare = measured.bare(row, threads);
            if (floor != null && bare != null) {
                out.append("| ")
                        .append(row.title())
                        .append(" | ")
                        .append(Figure.number(floor.nanos()))
                        .append(" |");
                for (Peer peer : columns) {
                    Figure added = peer.isBare() ? bare : measured.added(row, threads, peer.name());
                    out.append(' ').append(added == null ? "–" : added.text());
                    if (added != null && !peer.isBare() && !row.equals(Row.READ)) {
                        out.append(String.format(" (%.1f)", added.nanos() / floor.nanos()));
                    }
                    out.append(" |");
                }
                out.append('\n');
            }
        }
    }

    private void cpu(Measurements measured, StringBuilder out) {
        StringBuilder head = new StringBuilder("\n| |");
        StringBuilder line = new StringBuilder("\n|---|");
        StringBuilder calling = new StringBuilder("\n| in the calling thread |");
        StringBuilder others = new StringBuilder("\n| in all other threads |");
        for (Peer peer : peers) {
            Measurements.AddedCpu added = peer.isBare() ? null : measured.addedCpu(peer.name());
            if (added != null) {
                head.append(' ').append(peer.name()).append(" |");
                line.append("---|");
                calling.append(' ').append(Figure.number(added.callingNanos())).append(" |");
                others.append(' ').append(Figure.number(added.otherNanos())).append(" |");
            }
        }
        if (peers.stream().noneMatch(peer -> measured.addedCpu(peer.name()) != null)) {
            return;
        }
        out.append("\nCPU time added to a query of 20 µs, in nanoseconds.\n");
        out.append(head).append(line).append(calling).append(others).append('\n');
        cpuByThread(measured, out);
    }

    /** Says whether what Sonde seems to add is of a thread of its own, or of one that any JVM has. */
    private static void cpuByThread(Measurements measured, StringBuilder out) {
        Measurements.Cpu bare = measured.cpu(Peer.BARE.name());
        Measurements.Cpu sonde = measured.cpu(Peer.SONDE);
        if (bare == null || sonde == null) {
            return;
        }
        out.append(
                "\nWhose the time of all other threads is, on average of all seconds, in nanoseconds per query.\n\n");
        out.append("| thread | bare | Sonde |\n|---|---|---|\n");
        Set<String> names = new TreeSet<>(sonde.nanosByName().keySet());
        names.addAll(bare.nanosByName().keySet());
        for (String name : names) {
            double without = bare.nanosByName().getOrDefault(name, 0.0);
            double with = sonde.nanosByName().getOrDefault(name, 0.0);
            if (Math.max(without, with) >= SHOWN_NANOS) {
                out.append(String.format(Locale.ROOT, "| %s | %.2f | %.2f |%n", name, without, with));
            }
        }
    }

    private void evidence(Section section, StringBuilder out) {
        out.append("\nThat each was at work, by its own account:\n\n");
        for (Peer peer : peers) {
            String seen = section.measured.evidence(peer.name());
            if (!peer.isBare()) {
                out.append("- ")
                        .append(peer.name())
                        .append(": ")
                        .append(seen == null ? "**nothing seen**" : seen)
                        .append('\n');
            }
        }
    }

    private void settings(StringBuilder out) {
        out.append("\nSettings, beside `-Xms1g -Xmx1g`:\n\n");
        for (Peer peer : peers) {
            if (!peer.isBare()) {
                out.append("- ")
                        .append(peer.name())
                        .append(": `")
                        .append(shown(peer))
                        .append("`\n");
            }
        }
    }

    /** Without this machine's paths and ports. */
    private static String shown(Peer peer) {
        return String.join(" ", peer.options())
                .replaceAll("=/[^ =,]*/", "=")
                .replaceAll(":/[^ =,]*/([^/ =,]*\\.jar)", ":$1")
                .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:…")
                .replaceAll("port=\\d+", "port=…")
                .replaceAll("license_key=\\w+", "license_key=…");
    }

    private static String machine() {
        return System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors. ";
    }

    private static String today() {
        return LocalDate.now(ZoneOffset.UTC).toString();
    }

    private static String load() throws IOException {
        Path file = Path.of("/proc/loadavg");
        return Files.exists(file) ? Files.readString(file).split(" ", -1)[0] : "unknown";
    }

    private static String version(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.exists(release)) {
            return home.getFileName().toString();
        }
        Properties properties = new Properties();
        try (var in = Files.newInputStream(release)) {
            properties.load(in);
        }
        return properties.getProperty("JAVA_VERSION", "unknown").replace("\"", "");
    }
}
