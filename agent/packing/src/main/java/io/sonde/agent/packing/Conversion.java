package io.sonde.agent.packing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Turns a value on the stack into one of another type, as {@code java.lang.invoke.LambdaMetafactory} says it is done. */
final class Conversion {

    private static final Type OBJECT = Type.getObjectType("java/lang/Object");

    private static final Map<Integer, String> WRAPPERS = Map.of(
            Type.BOOLEAN, "java/lang/Boolean",
            Type.BYTE, "java/lang/Byte",
            Type.CHAR, "java/lang/Character",
            Type.SHORT, "java/lang/Short",
            Type.INT, "java/lang/Integer",
            Type.LONG, "java/lang/Long",
            Type.FLOAT, "java/lang/Float",
            Type.DOUBLE, "java/lang/Double");

    private static final List<Type> PRIMITIVES = List.of(
            Type.BOOLEAN_TYPE,
            Type.BYTE_TYPE,
            Type.CHAR_TYPE,
            Type.SHORT_TYPE,
            Type.INT_TYPE,
            Type.LONG_TYPE,
            Type.FLOAT_TYPE,
            Type.DOUBLE_TYPE);

    private Conversion() {}

    /** @param known what the value is known to be by generics, where {@code from} says less */
    static void convert(MethodVisitor code, Type from, Type known, Type to) {
        if (to.getSort() == Type.VOID) {
            pop(code, from);
        } else if (isPrimitive(from)) {
            if (isPrimitive(to)) {
                widen(code, from, to);
            } else {
                box(code, from);
            }
        } else if (isPrimitive(to)) {
            Type primitive = unwrapped(from);
            unbox(code, from, primitive == null ? unwrapped(known) : primitive, to);
        } else {
            cast(code, from, to);
        }
    }

    static boolean isPrimitive(Type type) {
        return type.getSort() < Type.ARRAY;
    }

    static String wrapper(Type primitive) {
        String wrapper = WRAPPERS.get(primitive.getSort());
        if (wrapper == null) {
            throw new IllegalArgumentException("no value has the type " + primitive);
        }
        return wrapper;
    }

    private static void pop(MethodVisitor code, Type type) {
        if (type.getSize() > 0) {
            code.visitInsn(type.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
        }
    }

    private static void cast(MethodVisitor code, Type from, Type to) {
        if (!to.equals(from) && !to.equals(OBJECT)) {
            code.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
        }
    }

    private static void box(MethodVisitor code, Type primitive) {
        String wrapper = wrapper(primitive);
        String descriptor = "(" + primitive.getDescriptor() + ")L" + wrapper + ";";
        code.visitMethodInsn(Opcodes.INVOKESTATIC, wrapper, "valueOf", descriptor, false);
    }

    /** @param primitive what the object is the wrapper of; null if it may be any number that fits */
    private static void unbox(MethodVisitor code, Type from, @Nullable Type primitive, Type to) {
        boolean number = to.getSort() != Type.BOOLEAN && to.getSort() != Type.CHAR;
        Type as = primitive == null ? to : primitive;
        String wrapper = primitive == null && number ? "java/lang/Number" : wrapper(as);
        cast(code, from, Type.getObjectType(wrapper));
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, wrapper, as.getClassName() + "Value", "()" + as.getDescriptor(), false);
        widen(code, as, to);
    }

    /** What a class is the wrapper of. */
    private static @Nullable Type unwrapped(Type type) {
        for (Type each : PRIMITIVES) {
            if (!isPrimitive(type) && wrapper(each).equals(type.getInternalName())) {
                return each;
            }
        }
        return null;
    }

    private static void widen(MethodVisitor code, Type from, Type to) {
        int have = onStack(from);
        int want = onStack(to);
        if (have == want) {
            return;
        }
        int opcode =
                switch (have * 16 + want) {
                    case Type.INT * 16 + Type.LONG -> Opcodes.I2L;
                    case Type.INT * 16 + Type.FLOAT -> Opcodes.I2F;
                    case Type.INT * 16 + Type.DOUBLE -> Opcodes.I2D;
                    case Type.LONG * 16 + Type.FLOAT -> Opcodes.L2F;
                    case Type.LONG * 16 + Type.DOUBLE -> Opcodes.L2D;
                    case Type.FLOAT * 16 + Type.DOUBLE -> Opcodes.F2D;
                    default -> throw new IllegalArgumentException(from + " is no " + to);
                };
        code.visitInsn(opcode);
    }

    private static int onStack(Type primitive) {
        return switch (primitive.getSort()) {
            case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT -> Type.INT;
            default -> primitive.getSort();
        };
    }
}
