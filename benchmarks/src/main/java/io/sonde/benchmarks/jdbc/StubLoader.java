package io.sonde.benchmarks.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Loads the stub driver, made concrete; under the agent it is woven like any driver. */
final class StubLoader extends ClassLoader {

    private static final String PREFIX = "io.sonde.benchmarks.jdbc.Stub";

    StubLoader() {
        super(StubLoader.class.getClassLoader());
    }

    /** A connection of the stub driver. */
    static Connection connect() {
        try {
            Class<?> driver = new StubLoader().loadClass(PREFIX + "Driver");
            String url = "jdbc:postgresql://localhost/stub";
            Connection connection = ((Driver) driver.getConstructors()[0].newInstance()).connect(url, new Properties());
            if (connection == null) {
                throw new IllegalStateException("the stub declined");
            }
            return connection;
        } catch (ReflectiveOperationException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null && name.startsWith(PREFIX) && !name.equals(StubLoader.class.getName())) {
                byte[] file = name.endsWith("MakerImpl") ? maker() : concrete(name);
                loaded = defineClass(name, file, 0, file.length);
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
            ClassWriter writer = new ClassWriter(reader, 0);
            reader.accept(
                    new ClassVisitor(Opcodes.ASM9, writer) {
                        @Override
                        public void visit(
                                int version,
                                int access,
                                String type,
                                String signature,
                                String superName,
                                String[] interfaces) {
                            boolean stub = interfaces.length > 0;
                            int changed = stub ? access & ~Opcodes.ACC_ABSTRACT : access;
                            super.visit(version, changed, type, signature, superName, interfaces);
                        }
                    },
                    0);
            return writer.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code class StubMakerImpl extends StubMaker}, whose {@code prepared} is {@code return new StubPreparedStatement(sql)}. */
    private static byte[] maker() {
        String maker = PREFIX.replace('.', '/') + "Maker";
        String statement = PREFIX.replace('.', '/') + "PreparedStatement";
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, maker + "Impl", null, maker, null);
        MethodVisitor init = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        init.visitCode();
        init.visitVarInsn(Opcodes.ALOAD, 0);
        init.visitMethodInsn(Opcodes.INVOKESPECIAL, maker, "<init>", "()V", false);
        init.visitInsn(Opcodes.RETURN);
        init.visitMaxs(0, 0);
        init.visitEnd();
        MethodVisitor make = writer.visitMethod(
                Opcodes.ACC_PUBLIC, "prepared", "(Ljava/lang/String;)Ljava/sql/PreparedStatement;", null, null);
        make.visitCode();
        make.visitTypeInsn(Opcodes.NEW, statement);
        make.visitInsn(Opcodes.DUP);
        make.visitVarInsn(Opcodes.ALOAD, 1);
        make.visitMethodInsn(Opcodes.INVOKESPECIAL, statement, "<init>", "(Ljava/lang/String;)V", false);
        make.visitInsn(Opcodes.ARETURN);
        make.visitMaxs(0, 0);
        make.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
