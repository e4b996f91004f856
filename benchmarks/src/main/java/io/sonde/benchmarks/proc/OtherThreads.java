package io.sonde.benchmarks.proc;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The time on a processor of all threads of a process but one, read from outside; the JVM's own are among them. */
public final class OtherThreads {

    private final Path tasks;
    private final String except;

    /** The times of one moment, in nanoseconds, by the threads' ids. */
    public record Reading(Map<String, Long> nanos) {

        /** In nanoseconds. A thread that ended meanwhile counts nothing, one that began meanwhile all. */
        public long since(Reading before) {
            return nanos.keySet().stream()
                    .mapToLong(thread -> since(before, thread))
                    .sum();
        }

        private long since(Reading before, String thread) {
            return nanos.getOrDefault(thread, 0L) - before.nanos.getOrDefault(thread, 0L);
        }
    }

    /** @param except the id of the thread that is left out */
    public OtherThreads(long pid, String except) {
        this.tasks = Path.of("/proc/" + pid + "/task");
        this.except = except;
    }

    public Reading read() throws IOException {
        Map<String, Long> nanos = new HashMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks)) {
            for (Path task : all) {
                String thread = task.getFileName().toString();
                if (!thread.equals(except)) {
                    try {
                        String text = Files.readString(task.resolve("schedstat"));
                        nanos.put(thread, Long.parseLong(text.substring(0, text.indexOf(' '))));
                    } catch (NoSuchFileException ended) {
                        // Between the listing and the reading.
                    }
                }
            }
        }
        return new Reading(nanos);
    }

    /** The nanoseconds between two readings by the threads' names, of which Linux keeps 15 characters. */
    public Map<String, Long> byName(Reading before, Reading after) throws IOException {
        Map<String, Long> byName = new TreeMap<>();
        for (String thread : after.nanos.keySet()) {
            byName.merge(name(thread), after.since(before, thread), Long::sum);
        }
        return byName;
    }

    private String name(String thread) throws IOException {
        try {
            return Files.readString(tasks.resolve(thread).resolve("comm")).trim();
        } catch (NoSuchFileException ended) {
            return "ended";
        }
    }
}
