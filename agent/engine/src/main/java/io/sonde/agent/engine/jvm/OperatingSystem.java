package io.sonde.agent.engine.jvm;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Calls what Micrometer's binders call by reflection, without it. The build puts it in the place of their calls. */
public final class OperatingSystem {

    /*
     * Since JDK 18 a method that is called by reflection gets a method handle, and those of the first calls a class each: ten for the binder of
     * processors, and half a megabyte of the heap.
     */

    private OperatingSystem() {}

    /**
     * As {@link Method#invoke} does.
     *
     * @throws InvocationTargetException if the method throws
     * @throws IllegalAccessException if a bean that is not the JDK's own has it hidden
     */
    public static @Nullable Object invoke(Method method, Object bean, Object[] arguments)
            throws IllegalAccessException, InvocationTargetException {
        Object known;
        try {
            known = known(method.getName(), bean);
        } catch (RuntimeException thrown) {
            throw new InvocationTargetException(thrown);
        }
        return known == null ? method.invoke(bean, arguments) : known;
    }

    private static @Nullable Object known(String method, Object bean) {
        return switch (method) {
            case "getOpenFileDescriptorCount" ->
                bean instanceof UnixOperatingSystemMXBean unix ? (Long) unix.getOpenFileDescriptorCount() : null;
            case "getMaxFileDescriptorCount" ->
                bean instanceof UnixOperatingSystemMXBean unix ? (Long) unix.getMaxFileDescriptorCount() : null;
            case "getCpuLoad" -> bean instanceof OperatingSystemMXBean system ? (Double) system.getCpuLoad() : null;
            case "getProcessCpuLoad" ->
                bean instanceof OperatingSystemMXBean system ? (Double) system.getProcessCpuLoad() : null;
            case "getProcessCpuTime" ->
                bean instanceof OperatingSystemMXBean system ? (Long) system.getProcessCpuTime() : null;
            default -> null;
        };
    }
}
