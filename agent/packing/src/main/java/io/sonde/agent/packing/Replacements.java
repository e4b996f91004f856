package io.sonde.agent.packing;

import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Methods of libraries whose answer is known in the agent, and costs too much to find out there: they return false or 0, or do nothing. */
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
     * write classes. There are none, and a channel needs no id.
     */

    private static final String LIBRARY = "io/netty/util/internal/PlatformDependent";
    private static final String CLEANERS = "io/netty/util/internal/CleanerJava";
    private static final Set<String> METHODS = Set.of(
            CLEANERS + "24Linker.<clinit>()V",
            CLEANERS + "24Linker.isSupported()Z",
            CLEANERS + "25.<clinit>()V",
            CLEANERS + "25.isSupported()Z",
            LIBRARY + ".estimateMaxDirectMemory()J",
            "io/netty/channel/DefaultChannelId.processHandlePid(Ljava/lang/ClassLoader;)I",
            "io/netty/channel/ChannelHandlerAdapter.isSharable()Z",
            "io/netty/channel/ChannelHandlerMask.isSkippable(Ljava/lang/Class;Ljava/lang/String;[Ljava/lang/Class;)Z");

    private final Set<String> missing = new TreeSet<>(METHODS);
    private boolean libraryIsThere;

    /** Whether this method is to be replaced. */
    boolean contains(String owner, String name, String descriptor) {
        libraryIsThere |= owner.equals(LIBRARY);
        return METHODS.contains(owner + "." + name + descriptor);
    }

    /** Writes the method's new body. */
    void write(String owner, String name, String descriptor, MethodVisitor code) {
        missing.remove(owner + "." + name + descriptor);
        code.visitCode();
        switch (descriptor.charAt(descriptor.length() - 1)) {
            case 'Z', 'I' -> {
                code.visitInsn(Opcodes.ICONST_0);
                code.visitInsn(Opcodes.IRETURN);
            }
            case 'J' -> {
                code.visitInsn(Opcodes.LCONST_0);
                code.visitInsn(Opcodes.LRETURN);
            }
            default -> code.visitInsn(Opcodes.RETURN);
        }
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /** Fails if the library was there without one of the methods: a newer version may do the same elsewhere. */
    void requireAll() {
        if (libraryIsThere && !missing.isEmpty()) {
            throw new IllegalStateException("not found, and thus not replaced: " + missing);
        }
    }
}
