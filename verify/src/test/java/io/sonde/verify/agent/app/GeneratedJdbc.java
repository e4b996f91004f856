package io.sonde.verify.agent.app;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Class files of a driver whose every method calls {@link Faults#call} and then returns what is least, or a new object of the driver's. */
final class GeneratedJdbc {

    static final String DRIVER = "io/sonde/verify/agent/app/GeneratedDriver";
    static final String CONNECTION = "io/sonde/verify/agent/app/GeneratedConnection";
    static final String STATEMENT = "io/sonde/verify/agent/app/GeneratedStatement";
    static final String RESULT_SET = "io/sonde/verify/agent/app/GeneratedResultSet";
    static final String META_DATA = "io/sonde/verify/agent/app/GeneratedMetaData";

    private final int version;

    /** @param version of the class files */
    GeneratedJdbc(int version) {
        this.version = version;
    }

    /** The class files by their names. */
    Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(DRIVER.replace('/', '.'), file(DRIVER, Driver.class));
        files.put(CONNECTION.replace('/', '.'), file(CONNECTION, Connection.class));
        files.put(STATEMENT.replace('/', '.'), file(STATEMENT, CallableStatement.class));
        files.put(RESULT_SET.replace('/', '.'), file(RESULT_SET, ResultSet.class));
        files.put(META_DATA.replace('/', '.'), file(META_DATA, DatabaseMetaData.class));
        return files;
    }

    byte[] file(String name, Class<?> type) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        generate(writer, name, type);
        return writer.toByteArray();
    }

    void generate(ClassVisitor writer, String name, Class<?> type) {
        writer.visit(version, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, name, null, "java/lang/Object", new String[] {
            Type.getInternalName(type)
        });
        MethodVisitor init = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        init.visitCode();
        init.visitVarInsn(Opcodes.ALOAD, 0);
        init.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        init.visitInsn(Opcodes.RETURN);
        init.visitMaxs(0, 0);
        init.visitEnd();
        for (Method method : type.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers())) {
                implement(writer, method);
            }
        }
        writer.visitEnd();
    }

    private static void implement(ClassVisitor writer, Method method) {
        MethodVisitor body = writer.visitMethod(
                Opcodes.ACC_PUBLIC, method.getName(), Type.getMethodDescriptor(method), null, new String[] {
                    "java/sql/SQLException"
                });
        body.visitCode();
        body.visitMethodInsn(Opcodes.INVOKESTATIC, Type.getInternalName(Faults.class), "call", "()V", false);
        Class<?> result = method.getReturnType();
        if (result == Connection.class) {
            create(body, CONNECTION);
        } else if (Statement.class.isAssignableFrom(result)) {
            create(body, STATEMENT);
        } else if (result == ResultSet.class) {
            create(body, RESULT_SET);
        } else if (result == DatabaseMetaData.class) {
            create(body, META_DATA);
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

    /** Defines generated classes; finds their files too, as an application's loader does. */
    static final class Loader extends ClassLoader {

        private final Map<String, byte[]> files;

        Loader(Map<String, byte[]> files) {
            super(GeneratedJdbc.class.getClassLoader());
            this.files = files;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] file = files.get(name);
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, file, 0, file.length);
        }
    }
}
