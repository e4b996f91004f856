package io.sonde.endpoint.log;

import io.sonde.endpoint.log.LogSink.Level;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A library's own logger interface, in front of a {@link LogSink}.
 *
 * <p>Netty and Micrometer have the same one, of 35 methods that all come down to a level, a format with {@code {}} in it,
 * its arguments, and perhaps a failure: {@code debug(format, a, b)}, {@code log(level, message, failure)},
 * {@code isWarnEnabled()}, {@code name()}.
 */
public final class SinkLogger implements InvocationHandler {

    private static final Object[] NOTHING = {};

    private final String name;
    private final LogSink sink;

    private SinkLogger(String name, LogSink sink) {
        this.name = name;
        this.sink = sink;
    }

    /** A logger of the given interface. */
    public static <T> T of(Class<T> type, String name, LogSink sink) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new SinkLogger(name, sink)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
        Object[] given = arguments == null ? NOTHING : arguments;
        String called = method.getName();
        if (method.getReturnType() == boolean.class) {
            return called.equals("equals") ? proxy == given[0] : sink.wants(level(called, given));
        }
        switch (called) {
            case "name", "toString" -> {
                return name;
            }
            case "hashCode" -> {
                return System.identityHashCode(proxy);
            }
            default -> {
                Level level = level(called, given);
                if (sink.wants(level)) {
                    say(level, given, called.equals("log") ? 1 : 0);
                }
                return null;
            }
        }
    }

    /** The level is in the method's name, or the first argument of {@code log} and {@code isEnabled}. */
    private static Level level(String called, Object[] arguments) {
        String word = called.equals("log") || called.equals("isEnabled") ? String.valueOf(arguments[0]) : called;
        word = word.toLowerCase(Locale.ROOT);
        if (word.contains("error")) {
            return Level.ERROR;
        }
        if (word.contains("warn")) {
            return Level.WARN;
        }
        return word.contains("info") ? Level.INFO : Level.DEBUG;
    }

    private void say(Level level, Object[] arguments, int from) {
        Object first = from < arguments.length ? arguments[from] : "";
        Object[] values = NOTHING;
        if (arguments.length == from + 2 && arguments[from + 1] instanceof Object[] varargs) {
            values = varargs;
        } else if (arguments.length > from + 1) {
            values = java.util.Arrays.copyOfRange(arguments, from + 1, arguments.length);
        }
        Throwable failure = first instanceof Throwable t ? t : null;
        if (values.length > 0 && values[values.length - 1] instanceof Throwable t) {
            failure = t;
        }
        sink.log(level, name + ": " + format(String.valueOf(first), values), failure);
    }

    private static String format(String format, Object[] values) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (Object value : values) {
            int hole = format.indexOf("{}", from);
            if (hole < 0) {
                break;
            }
            text.append(format, from, hole).append(value);
            from = hole + 2;
        }
        return text.append(format, from, format.length()).toString();
    }
}
