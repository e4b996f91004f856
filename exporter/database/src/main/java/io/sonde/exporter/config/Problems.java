package io.sonde.exporter.config;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** Everything found wrong in one configuration file. For one thread. */
final class Problems {

    private final String file;
    private final List<String> lines = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    /** Notes what is wrong with the value of the key at this path; the path is empty for the file itself. */
    void add(Node where, String path, String what) {
        int line = where.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        lines.add(file + ":" + line + ": " + (path.isEmpty() ? "" : path + ": ") + what);
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
