package io.sonde.agent.engine.weave;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The version by which serialized objects of a class are told to be of the same class: what it declares or, by default, a hash of its
 * name, interfaces and members (Java Object Serialization Specification, 4.6).
 *
 * <p>Weaving adds an interface and methods, which would change the default: objects that were written without the agent, or by an earlier
 * version of it, could not be read any more.
 */
final class SerialVersion extends ClassVisitor {

    static final String FIELD = "serialVersionUID";

    private static final int OF_CLASS = Modifier.PUBLIC | Modifier.FINAL | Modifier.INTERFACE | Modifier.ABSTRACT;
    private static final int VISIBILITY = Modifier.PUBLIC | Modifier.PRIVATE | Modifier.PROTECTED;
    private static final int OF_FIELD =
            VISIBILITY | Modifier.STATIC | Modifier.FINAL | Modifier.VOLATILE | Modifier.TRANSIENT;
    private static final int OF_METHOD = VISIBILITY
            | Modifier.STATIC
            | Modifier.FINAL
            | Modifier.SYNCHRONIZED
            | Modifier.NATIVE
            | Modifier.ABSTRACT
            | Modifier.STRICT;

    private record Member(String name, int modifiers, String descriptor, String order) implements Comparable<Member> {
        @Override
        public int compareTo(Member other) {
            return order.compareTo(other.order);
        }
    }

    private final List<Member> fields = new ArrayList<>();
    private final List<Member> constructors = new ArrayList<>();
    private final List<Member> methods = new ArrayList<>();
    private String name = "";
    private int modifiers;
    private String[] interfaces = {};
    private boolean initializer;
    private boolean hasField;
    private boolean declared;

    private SerialVersion() {
        super(Opcodes.ASM9);
    }

    static SerialVersion of(ClassReader type) {
        SerialVersion version = new SerialVersion();
        type.accept(version, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return version;
    }

    /** Whether the class says which version it is. */
    boolean isDeclared() {
        return declared;
    }

    /** Whether the class can be given a field that says so: not if it has one of that name for something else. */
    boolean canBeDeclared() {
        return !hasField;
    }

    /** What it is by default. */
    long byDefault() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try {
            write(new DataOutputStream(bytes));
            byte[] hash = MessageDigest.getInstance("SHA").digest(bytes.toByteArray());
            long version = 0;
            for (int i = 7; i >= 0; i--) {
                version = version << 8 | (hash[i] & 0xFF);
            }
            return version;
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(DataOutputStream out) throws IOException {
        out.writeUTF(name);
        out.writeInt(modifiers & OF_CLASS);
        Arrays.sort(interfaces);
        for (String each : interfaces) {
            out.writeUTF(each);
        }
        Collections.sort(fields);
        for (Member field : fields) {
            write(out, field);
        }
        if (initializer) {
            write(out, new Member("<clinit>", Modifier.STATIC, "()V", ""));
        }
        Collections.sort(constructors);
        for (Member constructor : constructors) {
            write(out, constructor);
        }
        Collections.sort(methods);
        for (Member method : methods) {
            write(out, method);
        }
    }

    private static void write(DataOutputStream out, Member member) throws IOException {
        out.writeUTF(member.name);
        out.writeInt(member.modifiers);
        out.writeUTF(member.descriptor);
    }

    @Override
    public void visit(
            int version,
            int access,
            String className,
            @Nullable String signature,
            String superName,
            String[] superinterfaces) {
        name = className.replace('/', '.');
        modifiers = access;
        interfaces = new String[superinterfaces.length];
        for (int i = 0; i < interfaces.length; i++) {
            interfaces[i] = superinterfaces[i].replace('/', '.');
        }
    }

    /** A nested class has the modifiers of its source here. */
    @Override
    public void visitInnerClass(String className, @Nullable String outerName, @Nullable String innerName, int access) {
        if (className.replace('/', '.').equals(name)) {
            modifiers = access;
        }
    }

    @Override
    public @Nullable FieldVisitor visitField(
            int access, String field, String descriptor, @Nullable String signature, @Nullable Object value) {
        if (field.equals(FIELD)) {
            int constant = Modifier.STATIC | Modifier.FINAL;
            hasField = true;
            declared |= (access & constant) == constant && "JISBC".contains(descriptor);
        }
        if ((access & Modifier.PRIVATE) == 0 || (access & (Modifier.STATIC | Modifier.TRANSIENT)) == 0) {
            fields.add(new Member(field, access & OF_FIELD, descriptor, field));
        }
        return null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String method, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        if (method.equals("<clinit>")) {
            initializer = true;
        } else if ((access & Modifier.PRIVATE) == 0) {
            // Ordered by names, then by descriptors as they are in the file; written with points.
            Member member =
                    new Member(method, access & OF_METHOD, descriptor.replace('/', '.'), method + '\0' + descriptor);
            (method.equals("<init>") ? constructors : methods).add(member);
        }
        return null;
    }
}
