package io.sonde.agent.bootstrap.weave;

import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The application's class loaders that have brought a library of interest, held weakly.
 *
 * <p>Any thread may call any method.
 */
public final class NoticedLoaders {

    /*
     * To ask a library for something may initialise it, and that is the application's to do. So a loader counts as one with
     * OpenTelemetry only when both of these classes were loaded: the one that makes the storage of contexts, which takes wrappers only
     * before that, and the one of which every span has an object.
     */

    private static final String OPEN_TELEMETRY = "io/opentelemetry/";
    private static final String SHADED = "io/opentelemetry/javaagent/shaded/";
    private static final String STORAGE = OPEN_TELEMETRY + "context/LazyStorage";
    private static final String SPAN = OPEN_TELEMETRY + "api/internal/ImmutableSpanContext";
    private static final String AGENTS_SPAN = "io.opentelemetry.javaagent.shaded.io.opentelemetry.api.trace.Span";
    private static final int MAX = 64;

    private static final class Noticed extends WeakReference<ClassLoader> {
        private boolean storage;
        private boolean span;

        Noticed(ClassLoader loader) {
            super(loader);
        }
    }

    private static final List<WeakReference<ClassLoader>> SIMPLECLIENT = new ArrayList<>();
    private static final List<Noticed> TRACING = new ArrayList<>();
    private static boolean agentsStorage;
    private static boolean agentsSpan;

    private NoticedLoaders() {}

    /** Notes a loader that loads the registry of Prometheus's client library of before 2023. */
    static void simpleclient(ClassLoader loader) {
        synchronized (SIMPLECLIENT) {
            SIMPLECLIENT.removeIf(reference -> reference.get() == null);
            if (SIMPLECLIENT.size() < MAX) {
                SIMPLECLIENT.add(new WeakReference<>(loader));
            }
        }
    }

    /** The loaders noted so far that are still in use. */
    public static List<ClassLoader> simpleclient() {
        List<ClassLoader> loaders = new ArrayList<>();
        synchronized (SIMPLECLIENT) {
            for (WeakReference<ClassLoader> reference : SIMPLECLIENT) {
                ClassLoader loader = reference.get();
                if (loader != null) {
                    loaders.add(loader);
                }
            }
        }
        return loaders;
    }

    /**
     * Looks whether a class is of OpenTelemetry.
     *
     * @param loader the class's loader, null for the boot loader
     * @param className the class's internal name
     */
    static void openTelemetry(@Nullable ClassLoader loader, String className) {
        String prefix = loader == null ? SHADED : "";
        if (!className.startsWith(OPEN_TELEMETRY) || !className.startsWith(prefix)) {
            return;
        }
        String plain = className.substring(prefix.length());
        boolean storage = plain.equals(STORAGE);
        if (!storage && !plain.equals(SPAN)) {
            return;
        }
        synchronized (TRACING) {
            if (loader == null) {
                agentsStorage |= storage;
                agentsSpan |= !storage;
                return;
            }
            Noticed noticed = noticed(loader);
            if (noticed != null) {
                noticed.storage |= storage;
                noticed.span |= !storage;
            }
        }
    }

    /** Looks at what was loaded before there was a transformer to see it, if OpenTelemetry's agent was before us. */
    public static void openTelemetryBefore(Instrumentation instrumentation) {
        try {
            // Its own API, which it has loaded; without it, not to ask thousands of classes for their names saves their
            // memory.
            Class.forName(AGENTS_SPAN, false, null);
        } catch (ClassNotFoundException | LinkageError absent) {
            return;
        }
        openTelemetry(instrumentation.getAllLoadedClasses());
    }

    /** Looks at classes that are loaded. */
    public static void openTelemetry(Class<?>[] loaded) {
        for (Class<?> type : loaded) {
            String name = type.getName();
            if (name.startsWith("io.opentelemetry.")) {
                openTelemetry(type.getClassLoader(), name.replace('.', '/'));
            }
        }
    }

    /** The loaders whose OpenTelemetry API is in use. */
    public static List<ClassLoader> openTelemetry() {
        List<ClassLoader> loaders = new ArrayList<>();
        synchronized (TRACING) {
            for (Noticed noticed : TRACING) {
                ClassLoader loader = noticed.get();
                if (loader != null && noticed.storage && noticed.span) {
                    loaders.add(loader);
                }
            }
        }
        return loaders;
    }

    /** Whether the API of OpenTelemetry's own agent is in use, which lies on the boot loader's path. */
    public static boolean openTelemetryAgent() {
        synchronized (TRACING) {
            return agentsStorage && agentsSpan;
        }
    }

    private static @Nullable Noticed noticed(ClassLoader loader) {
        TRACING.removeIf(reference -> reference.get() == null);
        for (Noticed noticed : TRACING) {
            if (noticed.get() == loader) {
                return noticed;
            }
        }
        if (TRACING.size() == MAX) {
            return null;
        }
        Noticed added = new Noticed(loader);
        TRACING.add(added);
        return added;
    }
}
