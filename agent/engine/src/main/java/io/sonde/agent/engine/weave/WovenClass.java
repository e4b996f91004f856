package io.sonde.agent.engine.weave;

import io.sonde.agent.engine.weave.InheritedMethods.Inherited;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** One class while it is woven: its methods get their advice, and it gets the fields that the entry points need. */
final class WovenClass extends ClassVisitor {

    private static final String PACKAGE = "io/sonde/agent/bootstrap/jdbc/";
    private static final String STATEMENT = PACKAGE + "WovenStatement";
    private static final String CONNECTION = PACKAGE + "WovenConnection";
    private static final String RESULT_SET = PACKAGE + "WovenResultSet";
    private static final String OURS = "sonde$";
    private static final String OBJECT = "Ljava/lang/Object;";

    private final Set<JdbcType> types;
    private final Map<String, Integer> locals;
    private final List<Inherited> inherited;
    private final @Nullable Long serialVersion;
    private String name = "";
    private String superclass = "";
    private int version;
    private boolean changed;
    private boolean hasOurs;

    private WovenClass(
            ClassVisitor next,
            Set<JdbcType> types,
            Map<String, Integer> locals,
            List<Inherited> inherited,
            @Nullable Long serialVersion) {
        super(Opcodes.ASM9, next);
        this.types = types;
        this.locals = locals;
        this.inherited = inherited;
        this.serialVersion = serialVersion;
    }

    /**
     * Weaves a class.
     *
     * @param locals the number of local variables of each method that there is an advice for, by name and descriptor
     * @param inherited the methods that it is to override
     * @param serialVersion what its serial version is by default, if it is serializable and declares none
     * @return the woven class, or null if none of its methods is one of its types' own, or if it has members of our names already: it
     *     was woven before it came here
     */
    static byte @Nullable [] of(
            ClassReader reader,
            Set<JdbcType> types,
            Map<String, Integer> locals,
            List<Inherited> inherited,
            @Nullable Long serialVersion) {
        // With the reader given, methods that stay as they are are copied as bytes. Frames are never computed: that
        // would need
        // to load classes.
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        WovenClass woven = new WovenClass(writer, types, locals, inherited, serialVersion);
        reader.accept(woven, ClassReader.EXPAND_FRAMES);
        return woven.changed && !woven.hasOurs ? writer.toByteArray() : null;
    }

    @Override
    public void visit(
            int classVersion,
            int access,
            String className,
            @Nullable String signature,
            String superName,
            String[] interfaces) {
        version = classVersion & 0xFFFF;
        name = className;
        superclass = superName;
        String[] more = interfaces;
        String generic = signature;
        for (JdbcType type : types) {
            String added = woven(type);
            if (added != null) {
                more = Arrays.copyOf(more, more.length + 1);
                more[more.length - 1] = added;
                generic = generic == null ? null : generic + "L" + added + ";";
            }
        }
        super.visit(classVersion, access, className, generic, superName, more);
    }

    private static @Nullable String woven(JdbcType type) {
        return switch (type) {
            case STATEMENT -> STATEMENT;
            case CONNECTION -> CONNECTION;
            case RESULT_SET -> RESULT_SET;
            case DRIVER, METADATA -> null;
        };
    }

    @Override
    public FieldVisitor visitField(
            int access, String field, String descriptor, @Nullable String signature, @Nullable Object value) {
        hasOurs |= field.startsWith(OURS);
        return super.visitField(access, field, descriptor, signature, value);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String method, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        hasOurs |= method.startsWith(OURS);
        MethodVisitor next = super.visitMethod(access, method, descriptor, signature, exceptions);
        Integer firstLocal = locals.get(method + descriptor);
        Advice advice = firstLocal == null ? null : Advice.of(method, descriptor, types);
        if (firstLocal == null || advice == null) {
            return next;
        }
        changed = true;
        return advised(next, advice, descriptor, firstLocal);
    }

    private MethodVisitor advised(MethodVisitor next, Advice advice, String descriptor, int methodLocals) {
        boolean rows = Advice.returnsResultSet(descriptor);
        return new AdviceVisitor(next, advice, rows, methodLocals, version >= Opcodes.V1_6);
    }

    @Override
    public void visitEnd() {
        for (Inherited method : inherited) {
            override(method);
            changed = true;
        }
        if (serialVersion != null) {
            int constant = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
            super.visitField(constant, SerialVersion.FIELD, "J", null, serialVersion)
                    .visitEnd();
        }
        if (types.contains(JdbcType.STATEMENT)) {
            property("sonde$state", OBJECT);
            property("sonde$batch", "I");
            property("sonde$batched", OBJECT);
            property("sonde$open", "L" + RESULT_SET + ";");
            property("sonde$owner", "L" + CONNECTION + ";");
        }
        if (types.contains(JdbcType.CONNECTION)) {
            property("sonde$server", "L" + PACKAGE + "ServerSeries;");
            property("sonde$reading", "L" + STATEMENT + ";");
        }
        if (types.contains(JdbcType.RESULT_SET)) {
            property("sonde$rows", "J");
            property("sonde$start", "J");
            property("sonde$series", "L" + PACKAGE + "ResultSeries;");
            property("sonde$statement", "L" + STATEMENT + ";");
        }
        super.visitEnd();
    }

    /**
     * Adds a method that calls the superclass's, woven. It is not marked as synthetic: whoever proxies or mocks the class is to find it,
     * and not the one that it hides.
     */
    private void override(Inherited method) {
        String descriptor = method.descriptor();
        Type[] parameters = Type.getArgumentTypes(descriptor);
        int methodLocals = Type.getArgumentsAndReturnSizes(descriptor) >> 2;
        MethodVisitor added = super.visitMethod(
                Opcodes.ACC_PUBLIC,
                method.name(),
                descriptor,
                null,
                method.exceptions().toArray(new String[0]));
        MethodVisitor code = advised(added, method.advice(), descriptor, methodLocals);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        int variable = 1;
        for (Type parameter : parameters) {
            code.visitVarInsn(parameter.getOpcode(Opcodes.ILOAD), variable);
            variable += parameter.getSize();
        }
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, superclass, method.name(), descriptor, false);
        code.visitInsn(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /** Adds a field with an accessor to read and one to write it. */
    private void property(String property, String descriptor) {
        int hidden = Opcodes.ACC_SYNTHETIC;
        super.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_TRANSIENT | hidden, property, descriptor, null, null)
                .visitEnd();
        Type type = Type.getType(descriptor);
        MethodVisitor read = super.visitMethod(Opcodes.ACC_PUBLIC | hidden, property, "()" + descriptor, null, null);
        read.visitCode();
        read.visitVarInsn(Opcodes.ALOAD, 0);
        read.visitFieldInsn(Opcodes.GETFIELD, name, property, descriptor);
        read.visitInsn(type.getOpcode(Opcodes.IRETURN));
        read.visitMaxs(0, 0);
        read.visitEnd();
        MethodVisitor write =
                super.visitMethod(Opcodes.ACC_PUBLIC | hidden, property, "(" + descriptor + ")V", null, null);
        write.visitCode();
        write.visitVarInsn(Opcodes.ALOAD, 0);
        write.visitVarInsn(type.getOpcode(Opcodes.ILOAD), 1);
        write.visitFieldInsn(Opcodes.PUTFIELD, name, property, descriptor);
        write.visitInsn(Opcodes.RETURN);
        write.visitMaxs(0, 0);
        write.visitEnd();
    }
}
