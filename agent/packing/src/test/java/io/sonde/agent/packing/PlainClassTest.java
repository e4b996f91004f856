package io.sonde.agent.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A class made plain does what it did before. */
final class PlainClassTest {

    /** Defines classes from bytes, and takes the rest from the tests' loader. */
    private static final class Bytes extends ClassLoader {
        private final Map<String, byte[]> classes;

        Bytes(Map<String, byte[]> classes) {
            super(PlainClassTest.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            byte[] bytes = classes.get(name.replace('.', '/'));
            if (bytes == null) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : defineClass(name, bytes, 0, bytes.length);
        }
    }

    @Test
    void lambdasTextsAndRecordsDoWhatTheyDid() throws Exception {
        Map<String, byte[]> plain = plain(Samples.class);
        assertThat(plain.values())
                .allSatisfy(bytes -> assertThat(callSites(bytes)).isZero());
        // Were the samples compiled without call sites, this would prove nothing.
        assertThat(callSites(file(Samples.class.getName()))).isGreaterThan(30);

        Object samples = new Bytes(plain)
                .loadClass(Samples.class.getName())
                .getDeclaredConstructor()
                .newInstance();

        assertThat(samples.getClass()).isNotEqualTo(Samples.class);
        assertThat(((Supplier<?>) samples).get()).isEqualTo(new Samples().get());
    }

    @Test
    void aRecordsHashIsThatOfTheJdk() throws Exception {
        Map<String, byte[]> plain = plain(Samples.class);
        Class<?> point = new Bytes(plain).loadClass(Samples.Point.class.getName());
        Samples.Point original = new Samples.Point(-5, 1L << 40, 2.5, -1f, 'q', false, (short) -7, null, List.of("a"));
        Object made = point.getDeclaredConstructors()[0].newInstance(
                -5, 1L << 40, 2.5, -1f, 'q', false, (short) -7, null, List.of("a"));

        assertThat(made).hasSameHashCodeAs(original).hasToString(original.toString());
    }

    @Test
    void aCallSiteThatIsNotKnownFailsTheBuild() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "strange/Site", null, "java/lang/Object", new String[0]);
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "run", "()V", null, new String[0]);
        code.visitCode();
        code.visitInvokeDynamicInsn(
                "x", "()V", new Handle(Opcodes.H_INVOKESTATIC, "strange/Bootstrap", "make", "()V", false));
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
        byte[] bytes = writer.toByteArray();

        assertThatThrownBy(() -> PlainClass.of(bytes, new Replacements())).hasMessageContaining("strange/Bootstrap");
    }

    @Test
    void aLibraryWithoutTheMethodsThatAreReplacedFailsTheBuild() {
        Replacements replacements = new Replacements();
        replacements.requireAll();
        assertThat(replacements.contains("io/netty/util/internal/PlatformDependent", "hasUnsafe", "()Z"))
                .isFalse();

        assertThatThrownBy(replacements::requireAll).hasMessageContaining("isSharable");
    }

    /** A class with the classes in it, all made plain. */
    private static Map<String, byte[]> plain(Class<?> type) throws IOException {
        Map<String, byte[]> classes = new HashMap<>();
        Queue<Class<?>> open = new ArrayDeque<>(List.of(type));
        for (Class<?> next = open.poll(); next != null; next = open.poll()) {
            classes.putAll(PlainClass.of(file(next.getName()), new Replacements()));
            open.addAll(Stream.of(next.getDeclaredClasses()).toList());
        }
        return classes;
    }

    private static byte[] file(String name) throws IOException {
        try (InputStream in =
                PlainClassTest.class.getClassLoader().getResourceAsStream(name.replace('.', '/') + ".class")) {
            return in == null ? new byte[0] : in.readAllBytes();
        }
    }

    private static int callSites(byte[] bytes) {
        int[] sites = {0};
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access,
                                    String name,
                                    String descriptor,
                                    @Nullable String signature,
                                    String @Nullable [] exceptions) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitInvokeDynamicInsn(
                                            String site, String type, Handle bootstrap, Object... arguments) {
                                        sites[0]++;
                                    }
                                };
                            }
                        },
                        0);
        return sites[0];
    }
}
