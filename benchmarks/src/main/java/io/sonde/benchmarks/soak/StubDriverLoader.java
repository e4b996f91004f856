package io.sonde.benchmarks.soak;

import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.Statement;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A driver that does nothing, generated into a loader of its own, as a redeployed application has it. Under the agent it is woven
 * like any driver.
 *
 * <p>Its connections make statements, its statements return zero, false and null at once.
 */
final class StubDriverLoader extends ClassLoader {

    private static final String PACKAGE = "io/sonde/benchmarks/soak/";
    private static final String CONNECTION = PACKAGE + "GeneratedConnection";
    private static final String STATEMENT = PACKAGE + "GeneratedStatement";
    private static final String DRIVER = PACKAGE + "GeneratedDriver";

    private StubDriverLoader() {
        super(StubDriverLoader.class.getClassLoader());
    }

    /** The driver, from a new loader. */
    static Driver newDriver() {
        try {
            return (Driver) new StubDriverLoader()
                    .loadClass(DRIVER.replace('/', '.'))
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> type =
                switch (name.replace('.', '/')) {
                    case CONNECTION -> Connection.class;
                    case STATEMENT -> CallableStatement.class;
                    case DRIVER -> Driver.class;
                    default -> throw new ClassNotFoundException(name);
                };
        byte[] file = generate(name.replace('.', '/'), type);
        return defineClass(name, file, 0, file.length);
    }

    private static byte[] generate(String name, Class<?> type) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        String[] interfaces = {Type.getInternalName(type)};
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", interfaces);
        MethodVisitor init = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        init.visitCode();
        init.visitVarInsn(Opcodes.ALOAD, 0);
        init.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        init.visitInsn(Opcodes.RETURN);
        init.visitMaxs(0, 0);
        init.visitEnd();
        for (Method method : type.getMethods()) {
            if (java.lang.reflect.Modifier.isAbstract(method.getModifiers())) {
                implement(writer, method);
            }
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void implement(ClassWriter writer, Method method) {
        MethodVisitor body = writer.visitMethod(
                Opcodes.ACC_PUBLIC, method.getName(), Type.getMethodDescriptor(method), null, new String[] {
                    "java/sql/SQLException"
                });
        body.visitCode();
        Class<?> result = method.getReturnType();
        if (result == Connection.class) {
            create(body, CONNECTION);
        } else if (Statement.class.isAssignableFrom(result)) {
            create(body, STATEMENT);
        } else if (result == long.class) {
            body.visitInsn(Opcodes.LCONST_0);
        } else if (result == float.class) {
            body.visitInsn(Opcodes.FCONST_0);
        } else if (result == double.class) {
            body.visitInsn(Opcodes.DCONST_0);
        } else if (result.isPrimitive() && result != void.class) {
            body.visitInsn(Opcodes.ICONST_0);
        } else if (result != void.class) {
            body.visitInsn(Opcodes.ACONST_NULL);
        }
        body.visitInsn(Type.getType(result).getOpcode(Opcodes.IRETURN));
        body.visitMaxs(0, 0);
        body.visitEnd();
    }

    private static void create(MethodVisitor body, String type) {
        body.visitTypeInsn(Opcodes.NEW, type);
        body.visitInsn(Opcodes.DUP);
        body.visitMethodInsn(Opcodes.INVOKESPECIAL, type, "<init>", "()V", false);
    }
}
