package io.sonde.verify.agent.app;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.ResultSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * Calls every method of a driver, of its connection and of what comes from that, each with every kind of failure, and says what came of it:
 * what was thrown, and whether it was the very object.
 */
public final class ThrowingDriverUser {

    private ThrowingDriverUser() {}

    public static void main(String[] arguments) throws Exception {
        // A small stack, which overflows sooner.
        Thread caller = new Thread(null, ThrowingDriverUser::run, "caller", 256 * 1024);
        caller.start();
        caller.join();
        if (Integer.getInteger("page.port") != null) {
            OwnPage.print();
        }
    }

    private static void run() {
        try {
            call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void call() throws Exception {
        ClassLoader loader = new GeneratedJdbc.Loader(new GeneratedJdbc(Opcodes.V17).files());
        Driver driver = (Driver) loader.loadClass(GeneratedJdbc.DRIVER.replace('/', '.'))
                .getConstructor()
                .newInstance();
        Connection connection = driver.connect("jdbc:postgresql://stub.example/faults", new Properties());
        for (Faults.Kind kind : Faults.Kind.values()) {
            callAll(Driver.class, driver, kind);
            callAll(Connection.class, connection, kind);
            Faults.next(Faults.Kind.NONE);
            callAll(CallableStatement.class, connection.prepareCall("{call f(?)}"), kind);
            Faults.next(Faults.Kind.NONE);
            callAll(CallableStatement.class, connection.createStatement(), kind);
            Faults.next(Faults.Kind.NONE);
            callAll(ResultSet.class, connection.createStatement().executeQuery("select 1 from faults"), kind);
            Faults.next(Faults.Kind.NONE);
            callAll(DatabaseMetaData.class, connection.getMetaData(), kind);
        }
        Faults.next(Faults.Kind.NONE);
        for (int i = 0; i < 3; i++) {
            connection.createStatement().execute("select after_all from faults");
        }
        for (int i = 0; i < 2; i++) {
            try (ResultSet rows = connection.createStatement().executeQuery("select after_all from rows_of_faults")) {
                System.out.println("rows: " + rows.next());
            }
        }
    }

    private static void callAll(Class<?> type, Object target, Faults.Kind kind) throws IllegalAccessException {
        Method[] methods = type.getMethods();
        Arrays.sort(methods, Comparator.comparing(Method::toString));
        for (Method method : methods) {
            if (!Modifier.isAbstract(method.getModifiers())) {
                continue;
            }
            Faults.next(kind);
            String outcome;
            try {
                Object result = method.invoke(target, arguments(method));
                outcome = "returned "
                        + (result == null ? "null" : result.getClass().getName());
            } catch (InvocationTargetException e) {
                Throwable thrown = e.getCause();
                boolean same = thrown == Faults.last();
                Faults.next(Faults.Kind.NONE);
                outcome = "threw "
                        + (thrown == null ? "nothing" : thrown.getClass().getName())
                        + (same ? ", the very object" : ", another object")
                        + (thrown == null ? "" : ", suppressed " + thrown.getSuppressed().length);
            }
            System.out.println(kind + " " + type.getSimpleName() + "." + method.getName() + ": " + outcome);
        }
    }

    private static @Nullable Object[] arguments(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(ThrowingDriverUser::argument)
                .toArray();
    }

    private static @Nullable Object argument(Class<?> type) {
        if (type == String.class) {
            return "select 1 from faults";
        }
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class) {
            return 1;
        }
        if (type == long.class) {
            return 1L;
        }
        if (type == short.class) {
            return (short) 1;
        }
        if (type == byte.class) {
            return (byte) 1;
        }
        if (type == float.class) {
            return 1f;
        }
        return type == double.class ? 1d : null;
    }
}
