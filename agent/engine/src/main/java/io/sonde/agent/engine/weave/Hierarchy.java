package io.sonde.agent.engine.weave;

import io.sonde.agent.bootstrap.weave.ClassFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.net.URL;
import java.net.URLConnection;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * The supertypes of a class that is being loaded, and which JDBC types are among them, from class files alone.
 *
 * <p>For the thread that loads the class. It loads no class but of the JDK: it reads the files of supertypes from the class's own
 * loader, each once.
 */
final class Hierarchy {

    /*
     * A run-time check in the woven code (instanceof) would be simpler, but then each class that has an execute(String) and knows
     * SQLException would get fields and an interface. Only classes that the raw scan lets through come here, and most of them name the
     * JDBC interface themselves; reading a supertype takes some 0.1 ms. A supertype without a file, generated while the application
     * runs, ends the search: such classes wrap drivers, whose own classes are counted.
     */

    private static final int MAX_SUPERTYPES = 200;

    /** A result set apart from its driver; serializable ones may depend on their fields. */
    private static final String ROW_SET = "javax/sql/RowSet";

    private static final String SERIALIZABLE = "java/io/Serializable";

    /**
     * A supertype's class file.
     *
     * @param isCandidate whether the weaver gets to see it
     */
    record Supertype(ClassReader reader, boolean isCandidate) {}

    private final ClassLoader loader;
    private final Map<String, Supertype> read = new HashMap<>();
    private final Set<String> unreadable = new HashSet<>();

    Hierarchy(ClassLoader loader) {
        this.loader = loader;
    }

    /** The JDBC types among the supertypes of a class. */
    Set<JdbcType> types(ClassReader type) {
        Set<JdbcType> found = EnumSet.noneOf(JdbcType.class);
        for (String name : supertypes(type)) {
            if (name.equals(ROW_SET)) {
                return EnumSet.noneOf(JdbcType.class);
            }
            JdbcType jdbc = JdbcType.of(name);
            if (jdbc != null) {
                found.add(jdbc);
            }
        }
        return found;
    }

    /** Whether objects of a class can be serialized. */
    boolean isSerializable(ClassReader type) {
        for (String name : supertypes(type)) {
            if (name.equals(SERIALIZABLE) || (isOfTheJdk(name) && isSerializable(name))) {
                return true;
            }
        }
        return false;
    }

    /** The JDK's own supertypes of a class are loaded before it is, so asking one of them loads nothing for nothing. */
    private static boolean isSerializable(String ofTheJdk) {
        if (ofTheJdk.equals("java/lang/Object") || JdbcType.of(ofTheJdk) != null) {
            return false;
        }
        try {
            ClassLoader platform = ClassLoader.getPlatformClassLoader();
            return Serializable.class.isAssignableFrom(Class.forName(ofTheJdk.replace('/', '.'), false, platform));
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    /** The file of a supertype, or null if it has none or is the JDK's. */
    @Nullable
    Supertype file(String name) {
        if (isOfTheJdk(name) || unreadable.contains(name)) {
            return null;
        }
        Supertype file = read.get(name);
        if (file == null) {
            file = read(name);
            if (file == null) {
                unreadable.add(name);
            } else {
                read.put(name, file);
            }
        }
        return file;
    }

    static boolean isOfTheJdk(String name) {
        return name.startsWith("java/");
    }

    /** The names of all supertypes; those of the JDK's are followed no further. */
    private Set<String> supertypes(ClassReader type) {
        Set<String> seen = new HashSet<>();
        ArrayDeque<String> open = new ArrayDeque<>();
        push(type, open);
        for (String name = open.poll(); name != null && seen.size() < MAX_SUPERTYPES; name = open.poll()) {
            if (seen.add(name) && !name.equals(ROW_SET)) {
                Supertype file = file(name);
                if (file != null) {
                    push(file.reader(), open);
                }
            }
        }
        return seen;
    }

    private static void push(ClassReader type, ArrayDeque<String> open) {
        for (String parent : type.getInterfaces()) {
            open.add(parent);
        }
        if (type.getSuperName() != null) {
            open.add(type.getSuperName());
        }
    }

    private @Nullable Supertype read(String name) {
        URL url = loader.getResource(name + ".class");
        if (url == null) {
            return null;
        }
        try {
            URLConnection connection = url.openConnection();
            // The cache would keep the jar open for good.
            connection.setUseCaches(false);
            try (InputStream in = connection.getInputStream()) {
                byte[] bytes = in.readAllBytes();
                return new Supertype(new ClassReader(bytes), ClassFile.isCandidate(bytes));
            }
        } catch (IOException unreadableFile) {
            return null;
        }
    }
}
