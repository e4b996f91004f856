package io.sonde.agent.packing;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes what records do by themselves: the bodies of static methods that take the record, and for equality another object. */
final class RecordMethod {

    private final MethodVisitor code;
    private final String owner;
    private final String[] names;
    private final Handle[] components;

    private RecordMethod(MethodVisitor code, Object... arguments) {
        this.code = code;
        this.owner = ((Type) arguments[0]).getInternalName();
        String joined = (String) arguments[1];
        this.names = joined.isEmpty() ? new String[0] : joined.split(";", -1);
        this.components = new Handle[names.length];
        for (int i = 0; i < names.length; i++) {
            components[i] = (Handle) arguments[2 + i];
        }
    }

    static boolean isFactory(Handle bootstrap) {
        return bootstrap.getOwner().equals("java/lang/runtime/ObjectMethods");
    }

    /** @param arguments those of the call site's bootstrap method */
    static void write(MethodVisitor code, String method, Object... arguments) {
        RecordMethod written = new RecordMethod(code, arguments);
        switch (method) {
            case "toString" -> written.text();
            case "hashCode" -> written.hash();
            case "equals" -> written.equality();
            default -> throw new IllegalArgumentException("records have no " + method);
        }
    }

    private void text() {
        String simple = owner.substring(Math.max(owner.lastIndexOf('/'), owner.lastIndexOf('$')) + 1);
        StringBuilder literal = new StringBuilder(simple).append('[');
        Texts.start(code);
        for (int i = 0; i < names.length; i++) {
            Texts.append(
                    code, literal.append(i == 0 ? "" : ", ").append(names[i]).append('='));
            component(i);
            Texts.append(code, type(i));
        }
        Texts.append(code, literal.append(']'));
        Texts.end(code);
    }

    private void hash() {
        code.visitInsn(Opcodes.ICONST_0);
        for (int i = 0; i < names.length; i++) {
            code.visitIntInsn(Opcodes.BIPUSH, 31);
            code.visitInsn(Opcodes.IMUL);
            component(i);
            boolean primitive = Conversion.isPrimitive(type(i));
            String hashes = primitive ? Conversion.wrapper(type(i)) : "java/util/Objects";
            String as = primitive ? type(i).getDescriptor() : "Ljava/lang/Object;";
            code.visitMethodInsn(Opcodes.INVOKESTATIC, hashes, "hashCode", "(" + as + ")I", false);
            code.visitInsn(Opcodes.IADD);
        }
        code.visitInsn(Opcodes.IRETURN);
    }

    private void equality() {
        Label different = new Label();
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitTypeInsn(Opcodes.INSTANCEOF, owner);
        code.visitJumpInsn(Opcodes.IFEQ, different);
        for (int i = 0; i < names.length; i++) {
            component(i);
            code.visitVarInsn(Opcodes.ALOAD, 1);
            code.visitTypeInsn(Opcodes.CHECKCAST, owner);
            code.visitFieldInsn(Opcodes.GETFIELD, owner, components[i].getName(), components[i].getDesc());
            compare(type(i), different);
        }
        code.visitInsn(Opcodes.ICONST_1);
        code.visitInsn(Opcodes.IRETURN);
        code.visitLabel(different);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        code.visitInsn(Opcodes.ICONST_0);
        code.visitInsn(Opcodes.IRETURN);
    }

    private void compare(Type type, Label different) {
        switch (type.getSort()) {
            case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT ->
                code.visitJumpInsn(Opcodes.IF_ICMPNE, different);
            case Type.LONG -> {
                code.visitInsn(Opcodes.LCMP);
                code.visitJumpInsn(Opcodes.IFNE, different);
            }
            case Type.FLOAT, Type.DOUBLE -> {
                String as = type.getDescriptor();
                code.visitMethodInsn(
                        Opcodes.INVOKESTATIC, Conversion.wrapper(type), "compare", "(" + as + as + ")I", false);
                code.visitJumpInsn(Opcodes.IFNE, different);
            }
            default -> {
                String as = "(Ljava/lang/Object;Ljava/lang/Object;)Z";
                code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/util/Objects", "equals", as, false);
                code.visitJumpInsn(Opcodes.IFEQ, different);
            }
        }
    }

    private void component(int index) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, owner, components[index].getName(), components[index].getDesc());
    }

    private Type type(int index) {
        return Type.getType(components[index].getDesc());
    }
}
