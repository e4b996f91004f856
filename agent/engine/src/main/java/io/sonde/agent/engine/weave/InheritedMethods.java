package io.sonde.agent.engine.weave;

import io.sonde.agent.engine.weave.Hierarchy.Supertype;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The methods of JDBC that a class inherits from superclasses that are none of JDBC's, so that nobody but itself can be woven for them.
 *
 * <p>Made and used by the thread that loads the class.
 */
final class InheritedMethods extends ClassVisitor {

    /*
     *   class Base                                   execute(String)      not woven: for all it says, it is no statement
     *   class Driver'sStatement extends Base
     *           implements java.sql.Statement        close()              woven, and given an execute(String) that calls super's
     *   class Derived extends Driver'sStatement      execute()            woven, and no more: above it all is
     *
     * SQLite's driver is built so. The search goes up from a class until it meets one that is woven for the same type itself.
     *
     * Drivers and metadata have no interface of ours by which a class that is redefined could be told to have methods more than its file.
     * They stay without: connections of such a driver are recognised by their first execution.
     */

    /** A method to override, with what is to be woven into the override. */
    record Inherited(String name, String descriptor, List<String> exceptions, Advice advice) {}

    private static final int NOT_OURS = Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT;

    private final Set<JdbcType> types;
    /** Name and descriptor of each method that some class of the line has, the lowest first. */
    private final Set<String> decided = new HashSet<>();

    private final List<Inherited> methods = new ArrayList<>();
    private final Set<JdbcType> lost = EnumSet.noneOf(JdbcType.class);

    private boolean inSuperclass;

    private InheritedMethods(Set<JdbcType> types) {
        super(Opcodes.ASM9);
        this.types = types;
    }

    /**
     * Looks for them.
     *
     * @param types the JDBC types of the class
     */
    static InheritedMethods of(Hierarchy hierarchy, ClassReader type, Set<JdbcType> types) {
        Set<JdbcType> open = marked(types);
        InheritedMethods inherited = new InheritedMethods(open);
        String name = type.getSuperName();
        if (open.isEmpty() || Hierarchy.isOfTheJdk(name)) {
            return inherited;
        }
        inherited.lookAt(type);
        inherited.inSuperclass = true;
        while (!open.isEmpty() && !Hierarchy.isOfTheJdk(name)) {
            Supertype superclass = hierarchy.file(name);
            if (superclass == null) {
                inherited.endsUnseen();
                break;
            }
            open.removeAll(wovenInto(hierarchy, superclass));
            if (!open.isEmpty()) {
                inherited.lookAt(superclass.reader());
            }
            name = superclass.reader().getSuperName();
        }
        return inherited;
    }

    private static Set<JdbcType> marked(Set<JdbcType> types) {
        Set<JdbcType> marked = EnumSet.noneOf(JdbcType.class);
        for (JdbcType type : types) {
            if (type.isMarked()) {
                marked.add(type);
            }
        }
        return marked;
    }

    private void lookAt(ClassReader type) {
        type.accept(this, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    /** The types that a superclass is woven for by itself, with all that it inherits. */
    private static Set<JdbcType> wovenInto(Hierarchy hierarchy, Supertype superclass) {
        return superclass.isCandidate() && JdbcWeaver.mayWeave(superclass.reader())
                ? hierarchy.types(superclass.reader())
                : Set.of();
    }

    /** The overrides that the class needs. */
    List<Inherited> methods() {
        return methods;
    }

    /** The types whose executions are counted in part or not at all, because methods are final or cannot be seen. */
    Set<JdbcType> lost() {
        return lost;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        boolean isPublic = (access & Opcodes.ACC_PUBLIC) != 0;
        if (isPublic && Advice.mayBeFor(name, descriptor) && decided.add(name + descriptor) && inSuperclass) {
            Advice advice = Advice.of(name, descriptor, types);
            if (advice != null && (access & NOT_OURS) == 0) {
                List<String> thrown = exceptions == null ? List.of() : List.of(exceptions);
                inherit(new Inherited(name, descriptor, thrown, advice), (access & Opcodes.ACC_FINAL) != 0);
            }
        }
        return null;
    }

    private void inherit(Inherited method, boolean isFinal) {
        if (!isFinal) {
            methods.add(method);
        } else if (method.advice().counts()) {
            lost.add(method.advice().type());
        }
    }

    /** A superclass without a file may have any method. */
    private void endsUnseen() {
        for (JdbcType type : types) {
            if (type != JdbcType.RESULT_SET && !counts(type)) {
                lost.add(type);
            }
        }
    }

    private boolean counts(JdbcType type) {
        for (String method : decided) {
            int descriptor = method.indexOf('(');
            Advice advice = Advice.of(method.substring(0, descriptor), method.substring(descriptor), Set.of(type));
            if (advice != null && advice.counts()) {
                return true;
            }
        }
        return false;
    }
}
