package io.sonde.agent.bootstrap.weave;

import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import io.sonde.agent.bootstrap.jdbc.WovenConnection;
import io.sonde.agent.bootstrap.jdbc.WovenResultSet;
import io.sonde.agent.bootstrap.jdbc.WovenStatement;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees each class as it loads, and has the few that are JDBC's woven.
 *
 * <p>Called by any thread, synchronously while a class loads: a field cannot be added later. The weaver is asked for when the first
 * candidate comes. Whatever goes wrong, the class loads as it is.
 */
public final class SondeTransformer implements ClassFileTransformer {

    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();
    private static final String SIMPLECLIENT_REGISTRY = "io/prometheus/client/CollectorRegistry";

    private final Supplier<@Nullable Weaver> weaver;
    private final Class<?> engineLoader;

    /**
     * @param weaver makes the weaver, or returns null if there is none to be had
     * @param engineLoader the class of loaders whose classes are Sonde's own
     */
    public SondeTransformer(Supplier<@Nullable Weaver> weaver, Class<?> engineLoader) {
        this.weaver = weaver;
        this.engineLoader = engineLoader;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        // java.sql cannot be seen from the boot loader, and the platform loader has the JDK's own classes only.
        if (loader == PLATFORM || className == null) {
            return null;
        }
        try {
            if (loader == null) {
                NoticedLoaders.openTelemetry(null, className);
                return null;
            }
            if (loader.getClass() == engineLoader) {
                return null;
            }
            if (mayChange(redefined) && ClassFile.isCandidate(classFile)) {
                Weaver present = weaver.get();
                return present == null ? null : present.weave(loader, className, classFile);
            }
            if (className.equals(SIMPLECLIENT_REGISTRY)) {
                NoticedLoaders.simpleclient(loader);
            } else {
                NoticedLoaders.openTelemetry(loader, className);
            }
        } catch (Throwable t) {
            Failures.suppressed(Place.WEAVE, t);
        }
        return null;
    }

    /** A class that is redefined must keep the fields that it has: it is woven again if it was, and stays bare if not. */
    private static boolean mayChange(@Nullable Class<?> redefined) {
        return redefined == null
                || WovenStatement.class.isAssignableFrom(redefined)
                || WovenConnection.class.isAssignableFrom(redefined)
                || WovenResultSet.class.isAssignableFrom(redefined);
    }
}
