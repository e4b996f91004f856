package io.sonde.agent.bootstrap.weave;

import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import io.sonde.agent.bootstrap.failure.Warnings;
import io.sonde.agent.bootstrap.jdbc.WovenConnection;
import io.sonde.agent.bootstrap.jdbc.WovenStatement;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The classes of connections and statements that cannot be woven, whose executions nobody counts. The first of each cause is told
 * on standard error.
 *
 * <p>Any thread may call any method; none throws.
 */
public final class UnwovenClasses {

    /*
     * A driver that is loaded early is no loss: its connections are recognised by their first execution. Abstract classes and
     * interfaces do nothing by themselves, and a proxy hands on to what is counted. A class that did not look like JDBC's when it was
     * loaded is met when a driver's connection makes the first statement of it.
     *
     * The interfaces of woven classes are first touched for a class of JDBC. Elastic's agent, when it starts, asks the boot loader for the
     * file of each class that is loaded, and remembers a type whose file it did not get as missing, for every loader.
     */

    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();
    private static final AtomicInteger CONNECTIONS = new AtomicInteger();
    private static final AtomicInteger STATEMENTS = new AtomicInteger();
    private static final AtomicBoolean SAID_HIDDEN = new AtomicBoolean();
    private static final int MAX_NAMES = 1024;
    private static final Set<String> NAMES = ConcurrentHashMap.newKeySet();
    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private UnwovenClasses() {}

    /** How many classes of connections there are that are not woven. */
    public static int connections() {
        return CONNECTIONS.get();
    }

    /** How many classes of statements there are that are not woven. */
    public static int statements() {
        return STATEMENTS.get();
    }

    /** Looks, once, at what was loaded before there was a transformer to see it: by another agent, or from an AOT cache. */
    public static void loadedBefore(Instrumentation instrumentation) {
        try {
            loaded(instrumentation.getAllLoadedClasses());
        } catch (Throwable t) {
            Failures.suppressed(Place.WEAVE, t);
        }
    }

    /** Notes a class whose loader does not give it the entry points. */
    public static void hidden(String className, boolean connection, boolean statement) {
        add(className, connection, statement);
        if ((connection || statement) && SAID_HIDDEN.compareAndSet(false, true)) {
            Warnings.warn("the class loader of " + className
                    + " does not give it the boot loader's package io.sonde.agent: what it executes is not counted;"
                    + " let that loader delegate the package");
        }
    }

    /**
     * Notes a class that is woven in part or not at all, once by its name.
     *
     * @param why what the class does that is the cause; one of a few
     */
    public static void because(String className, boolean connection, boolean statement, String why) {
        if (NAMES.size() < MAX_NAMES && NAMES.add(className)) {
            count(connection, statement);
            if (SAID.add(why)) {
                Warnings.warn(className + " " + why + ": not all that it executes is counted");
            }
        }
    }

    private static void loaded(Class<?>[] types) {
        // Not by their names in code: an application without JDBC would load them for nothing.
        Class<?> connection = jdbc(types, "java.sql.Connection");
        Class<?> statement = jdbc(types, "java.sql.Statement");
        Class<?> first = null;
        int found = 0;
        for (Class<?> type : types) {
            boolean unwovenConnection = works(type, connection) && !WovenConnection.class.isAssignableFrom(type);
            boolean unwovenStatement = works(type, statement) && !WovenStatement.class.isAssignableFrom(type);
            if (unwovenConnection || unwovenStatement) {
                add(type.getName(), unwovenConnection, unwovenStatement);
                first = first == null ? type : first;
                found++;
            }
        }
        if (first != null) {
            Warnings.warn(first.getName() + (found == 1 ? "" : " and " + (found - 1) + " more classes of JDBC")
                    + (found == 1 ? " was" : " were")
                    + " loaded before the agent could instrument them: what they execute is not counted;"
                    + " put Sonde's -javaagent before others, and make AOT caches with -XX:-AOTClassLinking");
        }
    }

    private static @Nullable Class<?> jdbc(Class<?>[] types, String name) {
        for (Class<?> type : types) {
            // The name is asked of few: the JVM makes a String for each that is.
            if (type.isInterface()
                    && type.getClassLoader() == PLATFORM
                    && type.getName().equals(name)) {
                return type;
            }
        }
        return null;
    }

    private static boolean works(Class<?> type, @Nullable Class<?> jdbc) {
        return jdbc != null
                && jdbc.isAssignableFrom(type)
                && !Modifier.isAbstract(type.getModifiers())
                && !Proxy.isProxyClass(type);
    }

    private static void add(String className, boolean connection, boolean statement) {
        if (NAMES.size() < MAX_NAMES) {
            NAMES.add(className);
        }
        count(connection, statement);
    }

    private static void count(boolean connection, boolean statement) {
        if (connection) {
            CONNECTIONS.incrementAndGet();
        }
        if (statement) {
            STATEMENTS.incrementAndGet();
        }
    }
}
