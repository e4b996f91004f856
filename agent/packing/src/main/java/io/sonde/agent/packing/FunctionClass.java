package io.sonde.agent.packing;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes the class of a lambda. */
final class FunctionClass {

    private static final String INSTANCE = "INSTANCE";
    private static final String MAKE = "of";

    private final String name;
    private final Function function;
    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);

    private FunctionClass(String name, Function function) {
        this.name = name;
        this.function = function;
    }

    static byte[] write(int version, String name, Function function) {
        return new FunctionClass(name, function).write(version);
    }

    /** Puts on the stack what the call site would: what is captured lies there. */
    static void use(MethodVisitor code, String name, Function function) {
        if (function.captured().isEmpty()) {
            code.visitFieldInsn(Opcodes.GETSTATIC, name, INSTANCE, result(function));
        } else {
            code.visitMethodInsn(Opcodes.INVOKESTATIC, name, MAKE, factory(function), false);
        }
    }

    private static String result(Function function) {
        return "L" + function.type() + ";";
    }

    private static String factory(Function function) {
        return Type.getMethodDescriptor(
                Type.getObjectType(function.type()), function.captured().toArray(new Type[0]));
    }

    private byte[] write(int version) {
        Set<String> interfaces = new LinkedHashSet<>(List.of(function.type()));
        interfaces.addAll(function.markers());
        int access = Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
        writer.visit(version, access, name, null, "java/lang/Object", interfaces.toArray(new String[0]));
        constructor();
        if (function.captured().isEmpty()) {
            instance();
        } else {
            factory();
        }
        for (String descriptor : new LinkedHashSet<>(function.descriptors())) {
            method(descriptor);
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private void constructor() {
        String descriptor =
                Type.getMethodDescriptor(Type.VOID_TYPE, function.captured().toArray(new Type[0]));
        MethodVisitor code = start(Opcodes.ACC_PRIVATE, "<init>", descriptor);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        int local = 1;
        for (int i = 0; i < function.captured().size(); i++) {
            Type type = function.captured().get(i);
            writer.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, field(i), type.getDescriptor(), null, null)
                    .visitEnd();
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
            code.visitFieldInsn(Opcodes.PUTFIELD, name, field(i), type.getDescriptor());
            local += type.getSize();
        }
        code.visitInsn(Opcodes.RETURN);
        end(code);
    }

    private void instance() {
        int access = Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
        writer.visitField(access, INSTANCE, result(function), null, null).visitEnd();
        MethodVisitor code = start(Opcodes.ACC_STATIC, "<clinit>", "()V");
        code.visitTypeInsn(Opcodes.NEW, name);
        code.visitInsn(Opcodes.DUP);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", "()V", false);
        code.visitFieldInsn(Opcodes.PUTSTATIC, name, INSTANCE, result(function));
        code.visitInsn(Opcodes.RETURN);
        end(code);
    }

    private void factory() {
        MethodVisitor code = start(Opcodes.ACC_STATIC, MAKE, factory(function));
        code.visitTypeInsn(Opcodes.NEW, name);
        code.visitInsn(Opcodes.DUP);
        int local = 0;
        for (Type type : function.captured()) {
            code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
            local += type.getSize();
        }
        String descriptor =
                Type.getMethodDescriptor(Type.VOID_TYPE, function.captured().toArray(new Type[0]));
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", descriptor, false);
        code.visitInsn(Opcodes.ARETURN);
        end(code);
    }

    private void method(String descriptor) {
        MethodVisitor code = start(Opcodes.ACC_PUBLIC, function.method(), descriptor);
        Call body = function.body();
        body.prepare(code);
        List<Type> wanted = body.arguments();
        int at = 0;
        for (; at < function.captured().size(); at++) {
            Type type = function.captured().get(at);
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitFieldInsn(Opcodes.GETFIELD, name, field(at), type.getDescriptor());
            // No cast: what was captured had the type that the body wants, as far as a verifier looks.
            if (Conversion.isPrimitive(type)) {
                Conversion.convert(code, type, type, wanted.get(at));
            }
        }
        Type[] known = function.instantiated().getArgumentTypes();
        int local = 1;
        int parameter = 0;
        for (Type given : Type.getArgumentTypes(descriptor)) {
            code.visitVarInsn(given.getOpcode(Opcodes.ILOAD), local);
            Conversion.convert(code, given, known[parameter++], wanted.get(at++));
            local += given.getSize();
        }
        body.emit(code);
        Type result = Type.getReturnType(descriptor);
        Conversion.convert(code, body.result(), function.instantiated().getReturnType(), result);
        code.visitInsn(result.getOpcode(Opcodes.IRETURN));
        end(code);
    }

    private MethodVisitor start(int access, String method, String descriptor) {
        MethodVisitor code = writer.visitMethod(access, method, descriptor, null, null);
        code.visitCode();
        return code;
    }

    private static void end(MethodVisitor code) {
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private static String field(int index) {
        return "c" + index;
    }
}
