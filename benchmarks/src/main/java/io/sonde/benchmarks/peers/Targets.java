package io.sonde.benchmarks.peers;

import java.util.Locale;

/** What Sonde must reach, beside what it reached. */
final class Targets {

    private static final double MAX_TEXT_SHARE = 0.1;
    private static final double MAX_NANOS_PER_ROW = 3;
    private static final double TWO_THREADS = 1.3;
    private static final double MAX_CPU_SHARE = 0.05;

    private final Measurements measured;

    Targets(Measurements measured) {
        this.measured = measured;
    }

    void table(StringBuilder out) {
        out.append("\n| what Sonde must reach | reached | |\n|---|---|---|\n");
        for (Row row : Row.ALL) {
            for (int threads = 1; threads <= 2; threads++) {
                Figure floor = measured.floor(row, threads);
                Figure added = measured.added(row, threads, Peer.SONDE);
                if (floor != null && added != null) {
                    double slack = threads == 1 ? 1 : TWO_THREADS;
                    String title = row.title() + (threads == 1 ? "" : ", two threads");
                    if (row.equals(Row.NEW_TEXT)) {
                        newText(title, added, threads, slack, out);
                    } else if (row.equals(Row.READ)) {
                        line(title, MAX_NANOS_PER_ROW * slack, "ns", added.nanos(), out);
                    } else {
                        line(title, row.floors() * slack, "floors", added.nanos() / floor.nanos(), out);
                    }
                    if (row.bytes() >= 0) {
                        line(title + ", allocated", row.bytes(), "bytes", (double) Math.round(added.bytes()), out);
                    }
                }
            }
        }
        cpu(out);
    }

    private void newText(String title, Figure added, int threads, double slack, StringBuilder out) {
        Figure peer = measured.added(Row.NEW_TEXT, threads, Peer.OPENTELEMETRY);
        if (peer != null) {
            line(title, MAX_TEXT_SHARE * slack, "of OpenTelemetry's", added.nanos() / peer.nanos(), out);
        }
    }

    private void cpu(StringBuilder out) {
        Measurements.AddedCpu cpu = measured.addedCpu(Peer.SONDE);
        Figure calling = measured.added(Row.EXECUTE, 1, Peer.SONDE);
        if (cpu != null && calling != null) {
            double other = Math.max(0, cpu.otherNanos());
            line(
                    "CPU outside the calling threads",
                    MAX_CPU_SHARE,
                    "of what is added",
                    other / (calling.nanos() + other),
                    out);
        }
    }

    private static void line(String title, double bound, String unit, double reached, StringBuilder out) {
        out.append(String.format(
                Locale.ROOT,
                "| %s: at most %s %s | %.2f | %s |%n",
                title,
                bound == 0 ? "0" : String.format(Locale.ROOT, "%.3g", bound),
                unit,
                reached,
                reached <= bound ? "met" : "**not met**"));
    }
}
