package io.sonde.benchmarks.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.security.ProtectionDomain;
import java.sql.Driver;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Loads the stub driver, made concrete: methods of its interfaces that it lacks return null, 0 or false. Under an agent it is
 * woven like any driver.
 */
final class StubLoader extends ClassLoader {

    private static final String PREFIX = "io.sonde.benchmarks.jdbc.Stub";
    private static final ProtectionDomain DOMAIN = StubLoader.class.getProtectionDomain();

    StubLoader() {
        super(StubLoader.class.getClassLoader());
    }

    /** The stub's driver. */
    static Driver driver() {
        try {
            Class<?> driver = new StubLoader().loadClass(PREFIX + "Driver");
            return (Driver) driver.getConstructors()[0].newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            boolean own = name.startsWith(PREFIX) && !name.endsWith("Loader") && !name.endsWith("DataSource");
            if (loaded == null && own) {
                byte[] file = name.endsWith("MakerImpl") ? maker() : concrete(name);
                loaded = defineClass(name, file, 0, file.length, DOMAIN);
            }
            return loaded == null ? super.loadClass(name, resolve) : loaded;
        }
    }

    private byte[] concrete(String name) throws ClassNotFoundException {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            ClassReader reader = new ClassReader(in);
            ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
            reader.accept(new Concrete(writer), 0);
            return writer.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code class StubMakerImpl extends StubMaker}, whose methods are {@code return new …(arguments)}. */
    private static byte[] maker() {
        String maker = PREFIX.replace('.', '/') + "Maker";
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, maker + "Impl", null, maker, null);
        MethodVisitor init = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        init.visitCode();
        init.visitVarInsn(Opcodes.ALOAD, 0);
        init.visitMethodInsn(Opcodes.INVOKESPECIAL, maker, "<init>", "()V", false);
        init.visitInsn(Opcodes.RETURN);
        init.visitMaxs(0, 0);
        init.visitEnd();
        for (Method method : StubMaker.class.getDeclaredMethods()) {
            if (Modifier.isAbstract(method.getModifiers())) {
                make(writer, method);
            }
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void make(ClassWriter writer, Method method) {
        Type made = Type.getType(method.getReturnType());
        Type[] arguments = Type.getArgumentTypes(method);
        MethodVisitor make =
                writer.visitMethod(Opcodes.ACC_PUBLIC, method.getName(), Type.getMethodDescriptor(method), null, null);
        make.visitCode();
        make.visitTypeInsn(Opcodes.NEW, made.getInternalName());
        make.visitInsn(Opcodes.DUP);
        for (int i = 0; i < arguments.length; i++) {
            make.visitVarInsn(Opcodes.ALOAD, i + 1);
        }
        String constructor = Type.getMethodDescriptor(Type.VOID_TYPE, arguments);
        make.visitMethodInsn(Opcodes.INVOKESPECIAL, made.getInternalName(), "<init>", constructor, false);
        make.visitInsn(Opcodes.ARETURN);
        make.visitMaxs(0, 0);
        make.visitEnd();
    }

    /** Adds what an abstract class of the stub lacks. */
    private static final class Concrete extends ClassVisitor {

        private final Set<String> present = new HashSet<>();
        private String[] interfaces = {};

        Concrete(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visit(int version, int access, String type, String signature, String parent, String[] its) {
            interfaces = its;
            super.visit(
                    version, its.length > 0 ? access & ~Opcodes.ACC_ABSTRACT : access, type, signature, parent, its);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            present.add(name + descriptor);
            return super.visitMethod(access, name, descriptor, signature, exceptions);
        }

        @Override
        public void visitEnd() {
            for (String name : interfaces) {
                for (Method method : interfaceOf(name).getMethods()) {
                    String descriptor = Type.getMethodDescriptor(method);
                    if (Modifier.isAbstract(method.getModifiers()) && present.add(method.getName() + descriptor)) {
                        answerNothing(method.getName(), descriptor);
                    }
                }
            }
            super.visitEnd();
        }

        private void answerNothing(String name, String descriptor) {
            Type type = Type.getReturnType(descriptor);
            MethodVisitor method = super.visitMethod(Opcodes.ACC_PUBLIC, name, descriptor, null, null);
            method.visitCode();
            switch (type.getSort()) {
                case Type.VOID -> {}
                case Type.LONG -> method.visitInsn(Opcodes.LCONST_0);
                case Type.FLOAT -> method.visitInsn(Opcodes.FCONST_0);
                case Type.DOUBLE -> method.visitInsn(Opcodes.DCONST_0);
                case Type.ARRAY, Type.OBJECT -> method.visitInsn(Opcodes.ACONST_NULL);
                default -> method.visitInsn(Opcodes.ICONST_0);
            }
            method.visitInsn(type.getOpcode(Opcodes.IRETURN));
            method.visitMaxs(0, 0);
            method.visitEnd();
        }

        private static Class<?> interfaceOf(String internalName) {
            try {
                return Class.forName(internalName.replace('/', '.'));
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
