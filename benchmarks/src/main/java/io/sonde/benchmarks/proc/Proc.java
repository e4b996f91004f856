package io.sonde.benchmarks.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** What {@code /proc} says of processes. */
public final class Proc {

    /** Linux counts CPU time in these for every program. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final int CHILDREN_USER_TIME = 13;
    private static final int CHILDREN_SYSTEM_TIME = 14;

    private Proc() {}

    /** CPU time of one process, without its children, in milliseconds. */
    public static double cpuMillis(long pid) throws IOException {
        List<String> fields = stat(pid);
        return millis(fields, USER_TIME) + millis(fields, SYSTEM_TIME);
    }

    /** CPU time of a process, of all that descend from it, and of those of them that have ended, in milliseconds. */
    public static double treeCpuMillis(long root) throws IOException {
        double sum = 0;
        Deque<Long> waiting = new ArrayDeque<>(List.of(root));
        while (!waiting.isEmpty()) {
            long pid = waiting.pop();
            try {
                List<String> fields = stat(pid);
                sum += millis(fields, USER_TIME) + millis(fields, SYSTEM_TIME);
                sum += millis(fields, CHILDREN_USER_TIME) + millis(fields, CHILDREN_SYSTEM_TIME);
                waiting.addAll(children(pid));
            } catch (IOException e) {
                // Ended meanwhile: its parent has counted it, or will.
                if (pid == root) {
                    throw e;
                }
            }
        }
        return sum;
    }

    /** A number of {@code /proc/<pid>/status}, without its unit. */
    public static double status(long pid, String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                .sum();
    }

    public static double residentMebibytes(long pid) throws IOException {
        return status(pid, "VmRSS") / 1024;
    }

    public static long openFiles(long pid) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return files.count();
        }
    }

    private static List<Long> children(long pid) throws IOException {
        String text = Files.readString(Path.of("/proc/" + pid + "/task/" + pid + "/children"))
                .trim();
        return text.isEmpty()
                ? List.of()
                : Stream.of(text.split(" ", -1)).map(Long::valueOf).toList();
    }

    /** The fields behind the program's name, which may have blanks in it. */
    private static List<String> stat(long pid) throws IOException {
        String text = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return List.of(text.substring(text.lastIndexOf(')') + 2).split(" ", -1));
    }

    private static double millis(List<String> fields, int field) {
        return Long.parseLong(fields.get(field)) * 1000 / TICKS_PER_SECOND;
    }
}
