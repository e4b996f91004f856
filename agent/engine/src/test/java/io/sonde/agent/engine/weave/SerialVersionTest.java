package io.sonde.agent.engine.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.bootstrap.jdbc.WovenResultSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Serialized objects of woven classes, which those without the agent read, and the other way round. */
final class SerialVersionTest {

    private static final String NESTED = SerialVersionTest.class.getName() + "$";

    /** Rows in memory, as applications keep them in sessions; says no version. */
    @SuppressWarnings({"serial", "unused"})
    public abstract static class Cached implements ResultSet, Serializable, Comparable<Cached> {
        protected static final Object LOCK = new Object();
        static int made = LOCK.hashCode();
        public volatile int at;
        private final List<String> rows = new ArrayList<>(List.of("a", "b"));
        private transient int reads;

        public Cached() {
            made++;
        }

        Cached(int at) {
            this.at = at;
        }

        @Override
        public final synchronized boolean next() throws SQLException {
            reads++;
            return at++ < rows.size();
        }

        @Override
        public int compareTo(Cached other) {
            return reads - other.reads;
        }

        @Override
        public void close() throws SQLException {}

        private static void nothing() {}
    }

    /** Inherits being serializable, and a method that is woven. */
    @SuppressWarnings("serial")
    public abstract static class Base extends ArrayList<String> {
        public boolean next() throws SQLException {
            return isEmpty();
        }
    }

    @SuppressWarnings("serial")
    public abstract static class Late extends Base implements ResultSet {
        public Late() {
            add("a");
        }
    }

    public abstract static class Versioned implements ResultSet, Serializable {
        private static final long serialVersionUID = 7;

        public Versioned() {}

        @Override
        public boolean next() throws SQLException {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Cached", "Late", "Versioned"})
    void whatIsWrittenWithoutTheAgentIsReadWithItAndTheOtherWayRound(String name) throws Exception {
        ClassLoader parent = SerialVersionTest.class.getClassLoader();
        WeavingLoader plain = WeavingLoader.notWeaving(NESTED, parent);
        WeavingLoader weaving = new WeavingLoader(NESTED, parent);
        Class<?> bare = plain.loadClass(NESTED + name);
        Class<?> woven = weaving.loadClass(NESTED + name);
        assertThat(WovenResultSet.class.isAssignableFrom(bare)).isFalse();
        assertThat(WovenResultSet.class.isAssignableFrom(woven)).isTrue();
        Object read = read(write(make(bare)), weaving);
        assertThat(read).isInstanceOf(woven);
        assertThat(read(write(make(woven)), plain)).isInstanceOf(bare);
        ResultSet rows = (ResultSet) read;
        assertThat(rows.next()).isEqualTo(name.equals("Cached"));
        assertThat(ObjectStreamClass.lookup(woven).getFields())
                .extracting(field -> field.getName())
                .noneMatch(field -> field.startsWith("sonde$"));
    }

    /** The JDK tells what is right. */
    @ParameterizedTest
    @ValueSource(strings = {"org.postgresql.Driver", "org.sqlite.JDBC"})
    void theDefaultIsTheJdks(String anchor) throws Exception {
        ClassLoader loader = SerialVersionTest.class.getClassLoader();
        List<String> wrong = new ArrayList<>();
        int seen = 0;
        for (String name : classes(Class.forName(anchor, false, loader))) {
            try (InputStream in = Objects.requireNonNull(loader.getResourceAsStream(name + ".class"))) {
                Class<?> type = Class.forName(name.replace('/', '.'), false, loader);
                SerialVersion version = SerialVersion.of(new ClassReader(in));
                // For others the JDK computes none: enumerations, records, what is not serializable.
                boolean counts = Serializable.class.isAssignableFrom(type)
                        && !Enum.class.isAssignableFrom(type)
                        && !type.isInterface();
                if (counts && !type.isRecord() && !version.isDeclared()) {
                    seen++;
                    if (ObjectStreamClass.lookup(type).getSerialVersionUID() != version.byDefault()) {
                        wrong.add(name);
                    }
                }
            } catch (LinkageError missingOptionalLibrary) {
                assertThat(missingOptionalLibrary).isInstanceOf(NoClassDefFoundError.class);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(seen).isPositive();
    }

    @Test
    void theDefaultIsTheJdksForAnythingThatAClassCanHave() throws Exception {
        for (String name : List.of("Cached", "Late", "Base")) {
            try (InputStream in = Objects.requireNonNull(
                    SerialVersionTest.class.getResourceAsStream("SerialVersionTest$" + name + ".class"))) {
                Class<?> type = Class.forName(NESTED + name);
                assertThat(SerialVersion.of(new ClassReader(in)).byDefault())
                        .as(name)
                        .isEqualTo(ObjectStreamClass.lookup(type).getSerialVersionUID());
            }
        }
    }

    @Test
    void aClassWithAnotherFieldOfThatNameStaysAsItIs() {
        ClassWriter writer = new ClassWriter(0);
        String[] interfaces = {"java/sql/ResultSet", "java/io/Serializable"};
        int isAbstract = Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER | Opcodes.ACC_ABSTRACT;
        writer.visit(Opcodes.V17, isAbstract, "Odd", null, "java/lang/Object", interfaces);
        writer.visitField(Opcodes.ACC_PRIVATE, "serialVersionUID", "J", null, null)
                .visitEnd();
        var next = writer.visitMethod(Opcodes.ACC_PUBLIC, "next", "()Z", null, null);
        next.visitCode();
        next.visitInsn(Opcodes.ICONST_0);
        next.visitInsn(Opcodes.IRETURN);
        next.visitMaxs(1, 1);
        next.visitEnd();
        writer.visitEnd();
        ClassLoader loader = SerialVersionTest.class.getClassLoader();
        assertThat(new JdbcWeaver().weave(loader, "Odd", writer.toByteArray())).isNull();
    }

    private static Object make(Class<?> type) throws ReflectiveOperationException {
        return type.getConstructor().newInstance();
    }

    private static byte[] write(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static Object read(byte[] bytes, ClassLoader loader) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            protected Class<?> resolveClass(ObjectStreamClass type) throws ClassNotFoundException {
                return Class.forName(type.getName(), false, loader);
            }
        }) {
            return in.readObject();
        }
    }

    private static List<String> classes(Class<?> anchor) throws Exception {
        List<String> names = new ArrayList<>();
        try (JarFile jar = new JarFile(new File(
                anchor.getProtectionDomain().getCodeSource().getLocation().toURI()))) {
            for (var entry : Collections.list(jar.entries())) {
                String name = entry.getName();
                if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.equals("module-info.class")) {
                    names.add(name.substring(0, name.length() - 6));
                }
            }
        }
        return names;
    }
}
