package io.sonde.agent.packing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The private methods of a class, and which of them its lambdas call. */
final class PrivateMethods extends ClassVisitor {

    private final String owner;
    private final Map<String, Integer> access = new HashMap<>();
    private final Set<String> called = new HashSet<>();

    private PrivateMethods(String owner) {
        super(Opcodes.ASM9);
        this.owner = owner;
    }

    static PrivateMethods of(ClassReader reader) {
        PrivateMethods methods = new PrivateMethods(reader.getClassName());
        reader.accept(methods, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return methods;
    }

    boolean contains(Call call) {
        return call.owner().equals(owner) && access.containsKey(call.name() + call.descriptor());
    }

    /** Whether lambdas call this method, and it is private and static: then it need not be private. */
    boolean isToBeOpened(String name, String descriptor) {
        Integer modifiers = access.get(name + descriptor);
        return modifiers != null && (modifiers & Opcodes.ACC_STATIC) != 0 && called.contains(name + descriptor);
    }

    @Override
    public MethodVisitor visitMethod(
            int modifiers, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        if ((modifiers & Opcodes.ACC_PRIVATE) != 0) {
            access.put(name + descriptor, modifiers);
        }
        return new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitInvokeDynamicInsn(String site, String type, Handle bootstrap, Object... arguments) {
                if (Function.isFactory(bootstrap)) {
                    Handle body = (Handle) arguments[1];
                    if (body.getOwner().equals(owner)) {
                        called.add(body.getName() + body.getDesc());
                    }
                }
            }
        };
    }
}
