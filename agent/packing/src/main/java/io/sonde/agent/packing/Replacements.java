package io.sonde.agent.packing;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Methods of libraries whose answer is known in the agent, and costs too much to find out there: they return false, 0 or null, or do nothing. And
 * those that have the engine answer in their place.
 */
final class Replacements {

    /*
     * Netty's cleaners of JDK 24 and 25 free direct buffers through the foreign memory API, whose method handles bring some 150 hidden
     * classes when Netty starts. The endpoint's buffers are all on the heap.
     *
     * Whether a handler may be shared, and which of its methods only pass on, Netty asks annotations, and the first annotation that a
     * JVM reads makes the classes of dynamic proxies. The endpoint's one shared handler says so itself; that methods which only pass on
     * are called costs nothing worth mention.
     *
     * How many direct buffers there may be, and the process's id as a part of a channel's, are asked by reflection, for which newer JVMs
     * write classes. There are none, and a channel needs no id. Whether a thread is virtual is asked by a method handle; Netty's threads are not.
     *
     * What Netty is told by properties the engine says, and what Micrometer asks a bean by reflection the engine asks it directly. Prometheus's
     * model makes an encoder to look at each name on each page.
     */

    private static final String LIBRARY = "io/netty/util/internal/PlatformDependent";
    private static final String CLEANERS = "io/netty/util/internal/CleanerJava";
    private static final Set<String> METHODS = Set.of(
            CLEANERS + "24Linker.<clinit>()V",
            CLEANERS + "24Linker.isSupported()Z",
            CLEANERS + "25.<clinit>()V",
            CLEANERS + "25.isSupported()Z",
            LIBRARY + ".estimateMaxDirectMemory()J",
            LIBRARY + "0.getIsVirtualThreadMethodHandle()Ljava/lang/invoke/MethodHandle;",
            "io/netty/channel/DefaultChannelId.processHandlePid(Ljava/lang/ClassLoader;)I",
            "io/netty/channel/ChannelHandlerAdapter.isSharable()Z",
            "io/netty/channel/ChannelHandlerMask.isSkippable(Ljava/lang/Class;Ljava/lang/String;[Ljava/lang/Class;)Z");

    /** Static methods, and the class of the engine that has one of the same name and types. */
    private static final Map<String, String> ANSWERED = Map.of(
            "io/netty/util/internal/SystemPropertyUtil.get(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;",
            "io/sonde/agent/engine/netty/NettyProperties",
            "io/prometheus/metrics/model/snapshots/PrometheusNaming.isValidUtf8(Ljava/lang/String;)Z",
            "io/sonde/agent/engine/prometheus/Names");

    /** A method that is called, and the static one of the engine that takes its place: first the receiver, then the arguments. */
    private record Instead(String called, String owner, String name, String descriptor) {}

    private static final Instead DIRECT = new Instead(
            "java/lang/reflect/Method.invoke(Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;",
            "io/sonde/agent/engine/jvm/OperatingSystem",
            "invoke",
            "(Ljava/lang/reflect/Method;Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;");

    private static final Instead DIVISION = new Instead(
            "java/time/Duration.dividedBy(J)Ljava/time/Duration;",
            "io/sonde/agent/engine/jvm/Durations",
            "dividedBy",
            "(Ljava/time/Duration;J)Ljava/time/Duration;");

    private static final String BINDERS = "io/sonde/agent/engine/micrometer/core/instrument/binder/";

    /** In which methods which call is replaced. */
    private static final Map<String, Instead> CALLS = Map.of(
            BINDERS + "system/ProcessorMetrics.invoke(Ljava/lang/reflect/Method;)D", DIRECT,
            BINDERS + "system/FileDescriptorMetrics.invoke(Ljava/lang/reflect/Method;)D", DIRECT,
            BINDERS
                            + "jvm/JvmHeapPressureMetrics.<init>(Ljava/lang/Iterable;Ljava/time/Duration;Ljava/time/Duration;)V",
                    DIVISION);

    private final Set<String> missing = new TreeSet<>(METHODS);
    private boolean libraryIsThere;

    Replacements() {
        missing.addAll(ANSWERED.keySet());
        missing.addAll(CALLS.keySet());
    }

    /** Whether this method is to be replaced. */
    boolean contains(String owner, String name, String descriptor) {
        libraryIsThere |= owner.equals(LIBRARY);
        String method = owner + "." + name + descriptor;
        return METHODS.contains(method) || ANSWERED.containsKey(method);
    }

    /** Writes another call in the place of one, if it is to be replaced where it is. */
    boolean redirect(String caller, String called, MethodVisitor code) {
        Instead call = CALLS.get(caller);
        if (call == null || !called.equals(call.called())) {
            return false;
        }
        missing.remove(caller);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, call.owner(), call.name(), call.descriptor(), false);
        return true;
    }

    /** Writes the method's new body. */
    void write(String owner, String name, String descriptor, MethodVisitor code) {
        String method = owner + "." + name + descriptor;
        missing.remove(method);
        code.visitCode();
        String answering = ANSWERED.get(method);
        if (answering == null) {
            answer(descriptor, code);
        } else {
            pass(answering, name, descriptor, code);
        }
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private static void pass(String answering, String name, String descriptor, MethodVisitor code) {
        int local = 0;
        for (Type type : Type.getArgumentTypes(descriptor)) {
            code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
            local += type.getSize();
        }
        code.visitMethodInsn(Opcodes.INVOKESTATIC, answering, name, descriptor, false);
        code.visitInsn(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
    }

    private static void answer(String descriptor, MethodVisitor code) {
        switch (descriptor.charAt(descriptor.indexOf(')') + 1)) {
            case 'Z', 'I' -> {
                code.visitInsn(Opcodes.ICONST_0);
                code.visitInsn(Opcodes.IRETURN);
            }
            case 'J' -> {
                code.visitInsn(Opcodes.LCONST_0);
                code.visitInsn(Opcodes.LRETURN);
            }
            case 'L' -> {
                code.visitInsn(Opcodes.ACONST_NULL);
                code.visitInsn(Opcodes.ARETURN);
            }
            default -> code.visitInsn(Opcodes.RETURN);
        }
    }

    /** Fails if the library was there without one of the methods: a newer version may do the same elsewhere. */
    void requireAll() {
        if (libraryIsThere && !missing.isEmpty()) {
            throw new IllegalStateException("not found, and thus not replaced: " + missing);
        }
    }
}
