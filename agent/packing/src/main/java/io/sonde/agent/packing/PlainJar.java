package io.sonde.agent.packing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * Copies jars with their classes made plain: none of them has an {@code invokedynamic}.
 *
 * <p>Arguments: a jar to read and the jar to write, and so on. Fails when a class has a call site that it cannot replace.
 */
public final class PlainJar {

    /*
     * The JVM makes the class of a lambda when its call site first runs, one at a time. For the agent, whose page alone has some 150
     * lambdas, that was most of its start: measured with an idle application on JDK 17, some 300 classes of java.lang.invoke and hidden
     * ones, a compiler busy with the class writer inside the JDK, 20 MiB that stay resident and 0.2 s of CPU. A class that is in the
     * jar costs a tenth of that, and the JVM can keep it in a class data archive.
     */

    private PlainJar() {}

    public static void main(String[] arguments) throws IOException {
        for (int i = 0; i < arguments.length; i += 2) {
            write(Path.of(arguments[i]), Path.of(arguments[i + 1]));
        }
    }

    static void write(Path from, Path to) throws IOException {
        // Sorted, so that the same classes give the same jar.
        Map<String, byte[]> entries = new TreeMap<>();
        Replacements replacements = new Replacements();
        for (Map.Entry<String, byte[]> entry : Entries.of(from).entrySet()) {
            add(entry.getKey(), entry.getValue(), replacements, entries);
        }
        replacements.requireAll();
        try (OutputStream file = Files.newOutputStream(to);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
    }

    private static void add(String name, byte[] bytes, Replacements replacements, Map<String, byte[]> entries) {
        if (!name.endsWith(".class")) {
            entries.put(name, bytes);
            return;
        }
        PlainClass.of(bytes, replacements).forEach((type, plain) -> {
            if (entries.put(type + ".class", plain) != null) {
                throw new IllegalStateException("two classes are called " + type);
            }
        });
    }
}
