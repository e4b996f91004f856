package io.sonde.agent.bootstrap.loading;

import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import io.sonde.agent.bootstrap.settings.LiveSettings;
import io.sonde.agent.bootstrap.weave.Weaver;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The engine as the bootstrap part knows it: a loader that opens when first needed, a weaver, and a start.
 *
 * <p>Any thread may call any method. Whoever first needs the weaver, a thread that loads a JDBC class, makes it, in about 30 ms.
 */
public final class Engine implements Supplier<@Nullable Weaver> {

    private static final String WEAVER = "io.sonde.agent.engine.weave.JdbcWeaver";
    private static final String START = "io.sonde.agent.engine.EngineStart";

    private final ZipFile jar;
    private @Nullable EngineClassLoader loader;
    private volatile @Nullable Weaver weaver;
    private boolean broken;

    /** @param jar the agent's, which stays open */
    public Engine(ZipFile jar) {
        this.jar = jar;
    }

    /** The weaver, or null if the engine cannot be loaded. */
    @Override
    public @Nullable Weaver get() {
        Weaver present = weaver;
        return present != null ? present : makeWeaver();
    }

    /**
     * Starts everything beside the weaver: the registry, the binders, the server. Takes its time; not for a thread of the application.
     *
     * @throws ReflectiveOperationException if the jar is not as it was built
     * @throws IOException if the jar cannot be read
     */
    public void start(LiveSettings settings) throws ReflectiveOperationException, IOException {
        EngineClassLoader engine = loader();
        Thread.currentThread().setContextClassLoader(engine);
        @SuppressWarnings("unchecked")
        Consumer<LiveSettings> start = (Consumer<LiveSettings>) instance(engine, START);
        start.accept(settings);
    }

    private synchronized @Nullable Weaver makeWeaver() {
        if (weaver == null && !broken) {
            broken = true;
            try {
                weaver = (Weaver) instance(loader(), WEAVER);
                broken = false;
            } catch (Throwable t) {
                Failures.suppressed(Place.ENGINE, t);
            }
        }
        return weaver;
    }

    private synchronized EngineClassLoader loader() throws IOException {
        EngineClassLoader open = loader;
        if (open == null) {
            open = new EngineClassLoader(new EngineFiles(jar));
            loader = open;
        }
        return open;
    }

    private static Object instance(ClassLoader loader, String className) throws ReflectiveOperationException {
        return Class.forName(className, true, loader).getDeclaredConstructor().newInstance();
    }
}
