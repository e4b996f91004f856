package io.sonde.agent.packing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Replaces a class's {@code invokedynamic} by calls of methods: those of new classes for lambdas, and new static methods for the rest. */
final class CallSites extends ClassVisitor {

    /*
     * A lambda's body is a private method, which its class, being another one, cannot call. A static one is opened to the package. For
     * the others (an instance's could be overridden once it is no longer private) and for private methods of classes around or inside
     * this one there is a static method that calls it.
     *
     * The replacing instruction takes and leaves what the call site took and left, so frames and sizes stay as they are.
     */

    /** A static method to be added. */
    private interface Body {
        void write(MethodVisitor code);
    }

    private record Added(String name, String descriptor, Body body) {}

    private final PrivateMethods privates;
    private final Replacements replacements;
    private final Map<String, byte[]> functions;
    private final Map<Function, String> names = new HashMap<>();
    private final Map<Call, Call> accessors = new HashMap<>();
    private final List<Added> added = new ArrayList<>();
    private String owner = "";
    private int version;
    private boolean isInterface;

    CallSites(ClassVisitor next, PrivateMethods privates, Replacements replacements, Map<String, byte[]> functions) {
        super(Opcodes.ASM9, next);
        this.privates = privates;
        this.replacements = replacements;
        this.functions = functions;
    }

    @Override
    public void visit(
            int classVersion,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        owner = name;
        version = classVersion;
        isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
        super.visit(classVersion, access, name, signature, superName, interfaces);
    }

    @Override
    public void visitInnerClass(String name, @Nullable String outerName, @Nullable String innerName, int access) {
        if (!name.equals("java/lang/invoke/MethodHandles$Lookup")) {
            super.visitInnerClass(name, outerName, innerName, access);
        }
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        if (name.equals("$deserializeLambda$")) {
            return null;
        }
        if (replacements.contains(owner, name, descriptor)) {
            replacements.write(
                    owner, name, descriptor, super.visitMethod(access, name, descriptor, signature, exceptions));
            return null;
        }
        int opened = access;
        if (privates.isToBeOpened(name, descriptor)) {
            opened = (access & ~Opcodes.ACC_PRIVATE) | (isInterface ? Opcodes.ACC_PUBLIC : 0);
        }
        return new Code(super.visitMethod(opened, name, descriptor, signature, exceptions), name + descriptor);
    }

    @Override
    public void visitEnd() {
        int visible = isInterface ? Opcodes.ACC_PUBLIC : 0;
        for (Added method : added) {
            MethodVisitor code = super.visitMethod(
                    Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC | visible,
                    method.name(),
                    method.descriptor(),
                    null,
                    null);
            code.visitCode();
            method.body().write(code);
            code.visitMaxs(0, 0);
            code.visitEnd();
        }
        super.visitEnd();
    }

    private Call add(String kind, String descriptor, Body body) {
        String name = "sonde$" + kind + "$" + added.size();
        added.add(new Added(name, descriptor, body));
        return Call.toStatic(owner, name, descriptor, isInterface);
    }

    /** The name of the class of a lambda, which is made when it is the first like this. */
    private String classOf(Function function) {
        Call body = function.body();
        Function reachable = isReachable(body) ? function : function.calling(accessor(body));
        return names.computeIfAbsent(reachable, key -> {
            String name = owner + "$$" + names.size();
            functions.put(name, FunctionClass.write(Math.max(version & 0xFFFF, Opcodes.V1_8), name, key));
            return name;
        });
    }

    private boolean isReachable(Call body) {
        if (body.owner().equals(owner)) {
            return !privates.contains(body) || (body.isStatic() && !body.isConstructor());
        }
        // Nest mates may call each other's private methods since Java 11. Whether this one is private is not known
        // here.
        boolean nest = (version & 0xFFFF) >= Opcodes.V11;
        return !nest || !outermost(body.owner()).equals(outermost(owner));
    }

    private static String outermost(String name) {
        int nested = name.indexOf('$', name.lastIndexOf('/') + 2);
        return nested < 0 ? name : name.substring(0, nested);
    }

    private Call accessor(Call target) {
        Call known = accessors.get(target);
        if (known == null) {
            String descriptor =
                    Type.getMethodDescriptor(target.result(), target.arguments().toArray(new Type[0]));
            known = add("call", descriptor, code -> pass(code, target));
            accessors.put(target, known);
        }
        return known;
    }

    private static void pass(MethodVisitor code, Call target) {
        target.prepare(code);
        int local = 0;
        for (Type type : target.arguments()) {
            code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
            local += type.getSize();
        }
        target.emit(code);
        code.visitInsn(target.result().getOpcode(Opcodes.IRETURN));
    }

    private final class Code extends MethodVisitor {

        private final String method;

        Code(MethodVisitor next, String method) {
            super(Opcodes.ASM9, next);
            this.method = method;
        }

        @Override
        public void visitMethodInsn(int opcode, String type, String name, String descriptor, boolean ofInterface) {
            if (!replacements.redirect(owner + "." + method, type + "." + name + descriptor, mv)) {
                super.visitMethodInsn(opcode, type, name, descriptor, ofInterface);
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            if (Function.isFactory(bootstrap)) {
                Function function = Function.of(name, descriptor, bootstrap, arguments);
                String type = classOf(function);
                FunctionClass.use(mv, type, function);
            } else if (Texts.isFactory(bootstrap)) {
                String recipe = (String) arguments[0];
                add("text", descriptor, code -> Texts.join(code, descriptor, recipe, arguments))
                        .emit(mv);
            } else if (RecordMethod.isFactory(bootstrap)) {
                add(name, descriptor, code -> RecordMethod.write(code, name, arguments))
                        .emit(mv);
            } else {
                throw new IllegalStateException(owner + " has a call site of " + bootstrap + ", which is not known");
            }
        }
    }
}
