package io.sonde.agent.engine.weave;

import io.sonde.agent.bootstrap.jdbc.EntryPoints;
import io.sonde.agent.bootstrap.jdbc.Executions;
import io.sonde.agent.bootstrap.jdbc.WovenStatement;
import io.sonde.agent.bootstrap.weave.UnwovenClasses;
import io.sonde.agent.bootstrap.weave.Weaver;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Weaves the classes of JDBC drivers, pools and wrappers.
 *
 * <p>Any thread may call it, and several may at once.
 */
public final class JdbcWeaver implements Weaver {

    private static final String PROXY = "java/lang/reflect/Proxy";
    private static final int MAX_NAMES = 4096;
    private static final Map<JdbcType, Integer> WOVEN = new ConcurrentHashMap<>();
    private static final Set<String> NAMES = ConcurrentHashMap.newKeySet();

    private final Map<ClassLoader, Boolean> seesEntryPoints = Collections.synchronizedMap(new WeakHashMap<>());

    public JdbcWeaver() {
        EntryPoints.initialize();
        Executions.access(new DriverAccess());
    }

    /** How many classes were woven so far, by the JDBC type that they implement; the first, if there are several. */
    public static Map<String, Integer> wovenClasses() {
        Map<String, Integer> classes = new LinkedHashMap<>();
        for (JdbcType type : JdbcType.values()) {
            classes.put(type.name().toLowerCase(Locale.ROOT), WOVEN.getOrDefault(type, 0));
        }
        return classes;
    }

    /** Whether a class of this name was woven, as a stack trace has it. */
    public static boolean isWoven(String className) {
        return NAMES.contains(className);
    }

    @Override
    public byte @Nullable [] weave(ClassLoader loader, String className, byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        if (PROXY.equals(reader.getSuperName())) {
            return null;
        }
        Map<String, Integer> locals = adviceLocals(reader);
        if (locals.isEmpty() && !namesJdbc(reader)) {
            return null;
        }
        Hierarchy hierarchy = new Hierarchy(loader);
        Set<JdbcType> types = hierarchy.types(reader);
        if (types.isEmpty()) {
            return null;
        }
        if (!seesEntryPoints(loader)) {
            UnwovenClasses.hidden(
                    className.replace('/', '.'),
                    types.contains(JdbcType.CONNECTION),
                    types.contains(JdbcType.STATEMENT));
            return null;
        }
        InheritedMethods inherited = InheritedMethods.of(hierarchy, reader, types);
        if (locals.isEmpty()
                && inherited.methods().isEmpty()
                && inherited.lost().isEmpty()) {
            return null;
        }
        if (!inherited.lost().isEmpty()) {
            unwoven(className, inherited.lost(), "inherits methods that cannot be instrumented");
        }
        SerialVersion version = serialVersion(hierarchy, reader, types);
        if (version != null && !version.canBeDeclared()) {
            unwoven(className, types, "is serializable and has a serialVersionUID that is none");
            return null;
        }
        byte[] woven =
                WovenClass.of(reader, types, locals, inherited.methods(), version == null ? null : version.byDefault());
        if (woven != null) {
            WOVEN.merge(types.iterator().next(), 1, Integer::sum);
            if (NAMES.size() < MAX_NAMES) {
                NAMES.add(className.replace('/', '.'));
            }
        }
        return woven;
    }

    /** The serial version that a class has by default and would lose, or null. */
    private static @Nullable SerialVersion serialVersion(Hierarchy hierarchy, ClassReader reader, Set<JdbcType> types) {
        boolean marked = false;
        for (JdbcType type : types) {
            marked |= type.isMarked();
        }
        if (!marked || !hierarchy.isSerializable(reader)) {
            return null;
        }
        SerialVersion version = SerialVersion.of(reader);
        return version.isDeclared() ? null : version;
    }

    /** Whether a class that is seen here may be woven, by its file alone. */
    static boolean mayWeave(ClassReader reader) {
        return namesJdbc(reader) || !adviceLocals(reader).isEmpty();
    }

    private static boolean namesJdbc(ClassReader reader) {
        for (String parent : reader.getInterfaces()) {
            JdbcType type = JdbcType.of(parent);
            if (type != null && type.isMarked()) {
                return true;
            }
        }
        return false;
    }

    private static void unwoven(String className, Set<JdbcType> types, String reason) {
        UnwovenClasses.because(
                className.replace('/', '.'),
                types.contains(JdbcType.CONNECTION),
                types.contains(JdbcType.STATEMENT),
                reason);
    }

    /** The methods that there is an advice for, with the number of their local variables. */
    private static Map<String, Integer> adviceLocals(ClassReader reader) {
        Map<String, Integer> locals = new HashMap<>();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public @Nullable MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        int without = Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE;
                        boolean plain = (access & without) == 0 && (access & Opcodes.ACC_PUBLIC) != 0;
                        if (!plain || !Advice.mayBeFor(name, descriptor)) {
                            return null;
                        }
                        return new MethodVisitor(Opcodes.ASM9) {
                            @Override
                            public void visitMaxs(int maxStack, int maxLocals) {
                                locals.put(name + descriptor, maxLocals);
                            }
                        };
                    }
                },
                ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return locals;
    }

    /**
     * Whether classes of this loader can link against the entry points. Some module systems delegate only listed packages to the boot
     * loader: their classes stay as they are instead of failing to load.
     */
    private boolean seesEntryPoints(ClassLoader loader) {
        Boolean known = seesEntryPoints.get(loader);
        if (known == null) {
            known = resolves(loader);
            seesEntryPoints.put(loader, known);
        }
        return known;
    }

    private static boolean resolves(ClassLoader loader) {
        try {
            return Class.forName(WovenStatement.class.getName(), false, loader) == WovenStatement.class;
        } catch (ClassNotFoundException | LinkageError hidden) {
            return false;
        }
    }
}
