package io.sonde.agent.packing;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;

/**
 * What a lambda's call site asks for.
 *
 * @param type the functional interface, internal name
 * @param captured types of what the lambda keeps
 * @param method of the interface
 * @param descriptors of that method: its own first, then those of bridges
 * @param instantiated the method's type with what generics say
 * @param body what it calls
 * @param markers further interfaces
 */
record Function(
        String type,
        List<Type> captured,
        String method,
        List<String> descriptors,
        Type instantiated,
        Call body,
        List<String> markers) {

    private static final int SERIALIZABLE = 1;
    private static final int MARKERS = 2;
    private static final int BRIDGES = 4;

    static boolean isFactory(Handle bootstrap) {
        return bootstrap.getOwner().equals("java/lang/invoke/LambdaMetafactory");
    }

    static Function of(String name, String descriptor, Handle bootstrap, Object... arguments) {
        List<String> markers = new ArrayList<>();
        List<String> descriptors = new ArrayList<>();
        descriptors.add(((Type) arguments[0]).getDescriptor());
        if (bootstrap.getName().equals("altMetafactory")) {
            int flags = (Integer) arguments[3];
            int next = 4;
            if ((flags & SERIALIZABLE) != 0) {
                markers.add("java/io/Serializable");
            }
            if ((flags & MARKERS) != 0) {
                int count = (Integer) arguments[next++];
                for (int i = 0; i < count; i++) {
                    markers.add(((Type) arguments[next++]).getInternalName());
                }
            }
            if ((flags & BRIDGES) != 0) {
                int count = (Integer) arguments[next++];
                for (int i = 0; i < count; i++) {
                    descriptors.add(((Type) arguments[next++]).getDescriptor());
                }
            }
        }
        return new Function(
                Type.getReturnType(descriptor).getInternalName(),
                List.of(Type.getArgumentTypes(descriptor)),
                name,
                List.copyOf(descriptors),
                (Type) arguments[2],
                Call.of((Handle) arguments[1]),
                List.copyOf(markers));
    }

    Function calling(Call other) {
        return new Function(type, captured, method, descriptors, instantiated, other, markers);
    }
}
