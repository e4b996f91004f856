package io.sonde.agent.packing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the agent's jar: the boot loader's classes at the root, the engine's in one entry under {@code engine/}. The same
 * input gives the same bytes.
 *
 * <p>Arguments: the jar to write, a directory with what goes to {@code META-INF}, the engine's jar, and the jars of the boot loader's
 * classes.
 */
public final class AgentJar {

    private static final String CLASS = ".class";
    /** Without a zone, as zip files have it, so that it is the same bytes in all zones. */
    private static final LocalDateTime MADE = LocalDateTime.of(2026, 11, 22, 12, 0);

    private AgentJar() {}

    public static void main(String[] arguments) throws IOException {
        List<String> boot = List.of(arguments).subList(3, arguments.length);
        write(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                Path.of(arguments[2]),
                boot.stream().map(Path::of).toList());
    }

    static void write(Path to, Path meta, Path engine, List<Path> boot) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        // Readers that stream a jar expect its manifest first.
        entries.put("META-INF/MANIFEST.MF", Files.readAllBytes(meta.resolve("MANIFEST.MF")));
        for (String name : List.of("LICENSE", "NOTICE")) {
            entries.put("META-INF/" + name, Files.readAllBytes(meta.resolve(name)));
        }
        for (Path jar : boot) {
            Entries.of(jar).forEach((name, bytes) -> {
                if (name.startsWith("io/sonde/") && isClass(name)) {
                    put(name, bytes, entries);
                }
            });
        }
        EngineFiles files = new EngineFiles();
        Entries.of(engine).forEach((name, bytes) -> {
            if (isClass(name)) {
                files.add(name.substring(0, name.length() - CLASS.length()), bytes);
            } else if (!name.endsWith(CLASS)
                    && !name.equals("META-INF/MANIFEST.MF")
                    && !name.startsWith("META-INF/maven/")) {
                put("engine/" + name, bytes, entries);
            }
        });
        put("engine/index", files.index(), entries);
        put("engine/classes", files.classes(), entries);
        // A new file, because a JVM that has the old one open may go on with it.
        Path fresh = to.resolveSibling(to.getFileName() + ".new");
        try (OutputStream file = Files.newOutputStream(fresh);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(stored(entry.getKey(), entry.getValue()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        Files.move(fresh, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What inflates a thousand classes takes 5 MiB and some time of each start; and they are read from the middle of an entry. */
    private static ZipEntry stored(String name, byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        entry.setTimeLocal(MADE);
        return entry;
    }

    private static boolean isClass(String name) {
        return name.endsWith(CLASS) && !name.endsWith("package-info" + CLASS);
    }

    private static void put(String name, byte[] bytes, Map<String, byte[]> entries) {
        if (entries.put(name, bytes) != null) {
            throw new IllegalStateException("two entries are called " + name);
        }
    }
}
