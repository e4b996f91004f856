package io.sonde.exporter.config;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** Everything found wrong in a configuration, which may be several files. For one thread. */
final class Problems {

    private final String file;
    private final List<String> lines;

    Problems(String file) {
        this(file, new ArrayList<>());
    }

    private Problems(String file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    /** For what is wrong in another file of the same configuration. */
    Problems in(String otherFile) {
        return new Problems(otherFile, lines);
    }

    /** Notes what is wrong with the value of the key at this path; the path is empty for the file itself. */
    void add(Node where, String path, String what) {
        String line =
                where.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
        lines.add(file + line + ": " + (path.isEmpty() ? "" : path + ": ") + what);
    }

    void addFile(String what) {
        lines.add(file + ": " + what);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    ConfigException toException() {
        return new ConfigException(lines);
    }
}
