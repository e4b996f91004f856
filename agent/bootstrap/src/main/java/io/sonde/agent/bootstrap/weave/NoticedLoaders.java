package io.sonde.agent.bootstrap.weave;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * The application's class loaders that have brought a library of interest, held weakly.
 *
 * <p>Any thread may call any method.
 */
public final class NoticedLoaders {

    private static final int MAX = 64;
    private static final List<WeakReference<ClassLoader>> SIMPLECLIENT = new ArrayList<>();

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
}
