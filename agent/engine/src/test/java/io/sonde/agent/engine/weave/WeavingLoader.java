package io.sonde.agent.engine.weave;

import io.sonde.agent.bootstrap.weave.ClassFile;
import io.sonde.agent.bootstrap.weave.Weaver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Loads the classes of a package by itself, woven, and made concrete where they are abstract. */
final class WeavingLoader extends ClassLoader {

    private final Weaver weaver;
    private final String prefix;
    private final Set<String> woven = new HashSet<>();

    WeavingLoader(String prefix, ClassLoader parent) {
        this(prefix, parent, new JdbcWeaver());
    }

    private WeavingLoader(String prefix, ClassLoader parent, Weaver weaver) {
        super(parent);
        this.prefix = prefix;
        this.weaver = weaver;
    }

    /** Loads classes in the same way, and leaves out the weaving. */
    static WeavingLoader notWeaving(String prefix, ClassLoader parent) {
        return new WeavingLoader(prefix, parent, (loader, className, classFile) -> null);
    }

    /** The names of the classes that were woven so far. */
    Set<String> woven() {
        return woven;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null && name.startsWith(prefix)) {
                loaded = define(name);
            }
            return loaded == null ? super.loadClass(name, resolve) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] file = concrete(read(name));
        byte[] changed = ClassFile.isCandidate(file) ? weaver.weave(this, name.replace('.', '/'), file) : null;
        if (changed != null) {
            woven.add(name);
        }
        byte[] defined = changed == null ? file : changed;
        return defineClass(name, defined, 0, defined.length);
    }

    private byte[] read(String name) throws ClassNotFoundException {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] concrete(byte[] file) {
        ClassReader reader = new ClassReader(file);
        if ((reader.getAccess() & Opcodes.ACC_INTERFACE) != 0 || (reader.getAccess() & Opcodes.ACC_ABSTRACT) == 0) {
            return file;
        }
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public void visit(
                            int version,
                            int access,
                            String name,
                            String signature,
                            String superName,
                            String[] interfaces) {
                        super.visit(version, access & ~Opcodes.ACC_ABSTRACT, name, signature, superName, interfaces);
                    }

                    @Override
                    public void visitInnerClass(String name, String outerName, String innerName, int access) {
                        boolean itself = name.equals(reader.getClassName());
                        super.visitInnerClass(
                                name, outerName, innerName, itself ? access & ~Opcodes.ACC_ABSTRACT : access);
                    }
                },
                0);
        return writer.toByteArray();
    }
}
