package io.sonde.agent.engine.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OperatingSystemTest {

    private static final Object[] NONE = {};

    @ParameterizedTest
    @ValueSource(
            strings = {
                "getOpenFileDescriptorCount",
                "getMaxFileDescriptorCount",
                "getCpuLoad",
                "getProcessCpuLoad",
                "getProcessCpuTime",
                "getSystemCpuLoad",
                "getName"
            })
    void whatIsCalledIsTheMethodThatWasAskedFor(String name) throws Exception {
        Method method = UnixOperatingSystemMXBean.class.getMethod(name);
        Object bean = Proxy.newProxyInstance(
                OperatingSystemTest.class.getClassLoader(),
                new Class<?>[] {UnixOperatingSystemMXBean.class},
                (proxy, called, arguments) -> {
                    // To say of a number which method it was.
                    int hash = called.getName().hashCode();
                    Class<?> type = called.getReturnType();
                    return type == double.class ? (Object) (double) hash : type == long.class ? (long) hash : "text";
                });
        Object expected = method.invoke(bean);
        assertThat(OperatingSystem.invoke(method, bean, NONE)).isEqualTo(expected);
    }

    @Test
    void anotherBeanIsAskedAsEver() throws Exception {
        Object bean = ManagementFactory.getRuntimeMXBean();
        Method method = java.lang.management.RuntimeMXBean.class.getMethod("getVmName");
        assertThat(OperatingSystem.invoke(method, bean, NONE)).isEqualTo(System.getProperty("java.vm.name"));
    }

    @Test
    void whatItThrowsIsWrappedAsReflectionWrapsIt() throws Exception {
        Method method = UnixOperatingSystemMXBean.class.getMethod("getCpuLoad");
        Object bean = Proxy.newProxyInstance(
                OperatingSystemTest.class.getClassLoader(),
                new Class<?>[] {UnixOperatingSystemMXBean.class},
                (proxy, called, arguments) -> {
                    throw new IllegalStateException("broken");
                });
        assertThatThrownBy(() -> OperatingSystem.invoke(method, bean, NONE))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .hasMessage("broken");
    }
}
