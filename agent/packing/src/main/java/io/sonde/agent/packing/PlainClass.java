package io.sonde.agent.packing;

import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/** A class without {@code invokedynamic}, and the classes of its lambdas. */
final class PlainClass {

    private PlainClass() {}

    /** The class files that take the place of this one, by internal name; the one of the class itself is among them. */
    static Map<String, byte[]> of(byte[] original, Replacements replacements) {
        ClassReader reader = new ClassReader(original);
        // Not given the reader: the constant pool is made anew, without what nothing refers to any more.
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        Map<String, byte[]> classes = new LinkedHashMap<>();
        reader.accept(new CallSites(new Lean(writer), PrivateMethods.of(reader), replacements, classes), 0);
        classes.put(reader.getClassName(), writer.toByteArray());
        return classes;
    }
}
