package io.sonde.agent.engine.weave;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * Finds out which JDBC types a class implements, from class files alone.
 *
 * <p>Any thread may call it. It loads no class: it reads the files of supertypes from the class's own loader.
 */
final class Hierarchy {

    /*
     * A run-time check in the woven code (instanceof) would be simpler, but then each class that has an execute(String) and knows
     * SQLException would get fields and an interface, which changes the serial version of those that are serializable. Only classes
     * that the raw scan lets through come here, and most of them name the JDBC interface themselves; reading a supertype takes
     * some 0.1 ms. A supertype without a file, generated while the application runs, ends the search: such classes wrap drivers, whose
     * own classes are counted.
     */

    private static final int MAX_SUPERTYPES = 200;

    /** A result set apart from its driver; serializable ones may depend on their fields. */
    private static final String ROW_SET = "javax/sql/RowSet";

    private Hierarchy() {}

    /** The JDBC types among the supertypes of a class. */
    static Set<JdbcType> types(ClassLoader loader, ClassReader type) {
        Set<JdbcType> found = EnumSet.noneOf(JdbcType.class);
        Set<String> seen = new HashSet<>();
        ArrayDeque<String> open = new ArrayDeque<>();
        push(type, open);
        for (String name = open.poll(); name != null && seen.size() < MAX_SUPERTYPES; name = open.poll()) {
            if (name.equals(ROW_SET)) {
                return EnumSet.noneOf(JdbcType.class);
            }
            JdbcType jdbc = JdbcType.of(name);
            if (jdbc != null) {
                found.add(jdbc);
            } else if (!name.startsWith("java/") && seen.add(name)) {
                ClassReader file = read(loader, name);
                if (file != null) {
                    push(file, open);
                }
            }
        }
        return found;
    }

    private static void push(ClassReader type, ArrayDeque<String> open) {
        for (String parent : type.getInterfaces()) {
            open.add(parent);
        }
        if (type.getSuperName() != null) {
            open.add(type.getSuperName());
        }
    }

    private static @Nullable ClassReader read(ClassLoader loader, String name) {
        URL url = loader.getResource(name + ".class");
        if (url == null) {
            return null;
        }
        try {
            URLConnection connection = url.openConnection();
            // The cache would keep the jar open for good.
            connection.setUseCaches(false);
            try (InputStream in = connection.getInputStream()) {
                return new ClassReader(in);
            }
        } catch (IOException unreadable) {
            return null;
        }
    }
}
