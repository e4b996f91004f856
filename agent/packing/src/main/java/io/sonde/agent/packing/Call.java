package io.sonde.agent.packing;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A method or constructor and the instruction that calls it.
 *
 * @param opcode one of the invoke instructions; a constructor's is {@code invokespecial}
 * @param owner internal name
 */
record Call(int opcode, String owner, String name, String descriptor, boolean isInterface) {

    static Call of(Handle handle) {
        int opcode =
                switch (handle.getTag()) {
                    case Opcodes.H_INVOKEVIRTUAL -> Opcodes.INVOKEVIRTUAL;
                    case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
                    case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
                    case Opcodes.H_INVOKESPECIAL, Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
                    default -> throw new IllegalArgumentException("no method: " + handle);
                };
        return new Call(opcode, handle.getOwner(), handle.getName(), handle.getDesc(), handle.isInterface());
    }

    static Call toStatic(String owner, String name, String descriptor, boolean isInterface) {
        return new Call(Opcodes.INVOKESTATIC, owner, name, descriptor, isInterface);
    }

    boolean isStatic() {
        return opcode == Opcodes.INVOKESTATIC;
    }

    boolean isConstructor() {
        return name.equals("<init>");
    }

    /** What must be given, the receiver first. */
    List<Type> arguments() {
        List<Type> types = new ArrayList<>();
        if (!isStatic() && !isConstructor()) {
            types.add(Type.getObjectType(owner));
        }
        types.addAll(List.of(Type.getArgumentTypes(descriptor)));
        return types;
    }

    /** What is left on the stack; of a constructor the new object. */
    Type result() {
        return isConstructor() ? Type.getObjectType(owner) : Type.getReturnType(descriptor);
    }

    /** Comes before the arguments are loaded. */
    void prepare(MethodVisitor code) {
        if (isConstructor()) {
            code.visitTypeInsn(Opcodes.NEW, owner);
            code.visitInsn(Opcodes.DUP);
        }
    }

    void emit(MethodVisitor code) {
        code.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }
}
