package io.sonde.agent.packing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What is in a jar. */
final class Entries {

    private Entries() {}

    /** Its files in order of name, so that what is made of them is the same whatever order the jar has. */
    static Map<String, byte[]> of(Path path) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipFile jar = new ZipFile(path.toFile())) {
            for (ZipEntry entry : List.copyOf(jar.stream().toList())) {
                if (!entry.isDirectory()) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        entries.put(entry.getName(), in.readAllBytes());
                    }
                }
            }
        }
        return entries;
    }
}
