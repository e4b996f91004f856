package io.sonde.agent.bootstrap.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What woven code calls must be callable from any class of any module, and cost nothing by its shape. */
final class EntryPointShapeTest {

    private static final Set<Class<?>> PARAMETERS =
            Set.of(Object.class, String.class, Throwable.class, long.class, int.class, boolean.class);
    private static final Set<String> NOT_FOR_WOVEN_CODE =
            Set.of("access", "forEachRunning", "forget", "dropped", "ownCostNanos");

    static List<Class<?>> called() {
        return List.of(EntryPoints.CALLED);
    }

    @ParameterizedTest
    @MethodSource("called")
    void entryPointsAreStaticWithSimpleTypes(Class<?> type) {
        assertThat(Modifier.isPublic(type.getModifiers())).isTrue();
        List<Method> entries = List.of(type.getDeclaredMethods()).stream()
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> !NOT_FOR_WOVEN_CODE.contains(method.getName()))
                .toList();
        assertThat(entries).isNotEmpty();
        for (Method entry : entries) {
            assertThat(Modifier.isStatic(entry.getModifiers()))
                    .as(entry.toString())
                    .isTrue();
            assertThat(PARAMETERS).as(entry.toString()).containsAll(List.of(entry.getParameterTypes()));
            assertThat(entry.getReturnType()).as(entry.toString()).isIn(long.class, void.class);
            assertThat(entry.getExceptionTypes()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("called")
    void noLambdaAndNoInstanceState(Class<?> type) {
        assertThat(type.getDeclaredMethods())
                .noneMatch(method -> method.getName().startsWith("lambda$"));
        for (Field field : type.getDeclaredFields()) {
            assertThat(Modifier.isStatic(field.getModifiers()))
                    .as(field.toString())
                    .isTrue();
            assertThat(Modifier.isPrivate(field.getModifiers()))
                    .as(field.toString())
                    .isTrue();
        }
    }
}
