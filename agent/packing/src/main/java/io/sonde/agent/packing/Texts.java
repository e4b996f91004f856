package io.sonde.agent.packing;

import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Joins values to a String, by a {@code StringBuilder}. */
final class Texts {

    private static final String BUILDER = "java/lang/StringBuilder";
    private static final char ARGUMENT = '\1';
    private static final char CONSTANT = '\2';

    private Texts() {}

    static boolean isFactory(Handle bootstrap) {
        return bootstrap.getOwner().equals("java/lang/invoke/StringConcatFactory")
                && bootstrap.getName().equals("makeConcatWithConstants");
    }

    /** Writes a static method's body, which joins the method's arguments as the recipe of the call site says. */
    static void join(MethodVisitor code, String descriptor, String recipe, Object... constants) {
        start(code);
        Type[] arguments = Type.getArgumentTypes(descriptor);
        StringBuilder literal = new StringBuilder();
        int argument = 0;
        int local = 0;
        int constant = 1;
        for (int i = 0; i < recipe.length(); i++) {
            char c = recipe.charAt(i);
            if (c == ARGUMENT) {
                append(code, literal);
                Type type = arguments[argument++];
                code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
                append(code, type);
                local += type.getSize();
            } else if (c == CONSTANT) {
                literal.append(constants[constant++]);
            } else {
                literal.append(c);
            }
        }
        append(code, literal);
        end(code);
    }

    static void start(MethodVisitor code) {
        code.visitTypeInsn(Opcodes.NEW, BUILDER);
        code.visitInsn(Opcodes.DUP);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, BUILDER, "<init>", "()V", false);
    }

    /** Appends the value on the stack. */
    static void append(MethodVisitor code, Type type) {
        String as =
                switch (type.getSort()) {
                    case Type.BYTE, Type.SHORT -> "I";
                    case Type.ARRAY, Type.OBJECT ->
                        type.getInternalName().equals("java/lang/String") ? type.getDescriptor() : "Ljava/lang/Object;";
                    default -> type.getDescriptor();
                };
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "append", "(" + as + ")L" + BUILDER + ";", false);
    }

    /** Appends the text, and empties it. */
    static void append(MethodVisitor code, StringBuilder literal) {
        if (!literal.isEmpty()) {
            code.visitLdcInsn(literal.toString());
            append(code, Type.getObjectType("java/lang/String"));
            literal.setLength(0);
        }
    }

    static void end(MethodVisitor code) {
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "toString", "()Ljava/lang/String;", false);
        code.visitInsn(Opcodes.ARETURN);
    }
}
