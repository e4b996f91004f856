package io.sonde.agent.bootstrap;

import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.LogLevel;
import io.sonde.agent.bootstrap.failure.Place;
import io.sonde.agent.bootstrap.failure.Warnings;
import io.sonde.agent.bootstrap.jdbc.Queries;
import io.sonde.agent.bootstrap.loading.Engine;
import io.sonde.agent.bootstrap.loading.EngineClassLoader;
import io.sonde.agent.bootstrap.settings.AgentSettings;
import io.sonde.agent.bootstrap.settings.LiveSettings;
import io.sonde.agent.bootstrap.weave.NoticedLoaders;
import io.sonde.agent.bootstrap.weave.SondeTransformer;
import io.sonde.agent.bootstrap.weave.UnwovenClasses;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Starts the agent, in the boot loader's copy of this package: installs the transformer, starts a daemon thread for all the
 * rest, and returns.
 *
 * <p>No logging, JMX or file system API before the application does, and no lambda, whose first costs some 20 ms.
 */
public final class AgentStart {

    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private AgentStart() {}

    /**
     * Starts the agent; a second call only says that it does nothing.
     *
     * @throws IOException if the jar cannot be opened
     */
    public static void start(@Nullable String arguments, Instrumentation instrumentation, File jar) throws IOException {
        if (!STARTED.compareAndSet(false, true)) {
            Warnings.warn("the agent was given twice; the second one does nothing");
            return;
        }
        LiveSettings live = LiveSettings.read(arguments, System.getProperties(), System.getenv(), new SaidSettings());
        AgentSettings settings = live.get();
        Warnings.level(settings.logLevel());
        // Loaded while there is memory: it is where all else ends.
        Failures.count(Place.ENGINE);
        if (!settings.enabled()) {
            return;
        }
        Queries.configure(settings.queriesHeld(), settings.serverAliases());
        // Opened now, because the file may be deleted while the application runs.
        @SuppressWarnings("resource")
        Engine engine = new Engine(new ZipFile(jar));
        SondeTransformer transformer = new SondeTransformer(engine, EngineClassLoader.class);
        // A runtime image may lack java.sql: then nothing can be JDBC, and there is nothing to weave.
        if (ModuleLayer.boot().findModule("java.sql").isPresent()) {
            instrumentation.addTransformer(transformer, false);
        }
        Thread thread = new Thread(null, new EngineStarter(engine, live, instrumentation), "sonde-start", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        try {
            thread.start();
        } catch (OutOfMemoryError noThread) {
            // Thrown also when the operating system gives no thread. What nobody can read need not be counted.
            instrumentation.removeTransformer(transformer);
            Warnings.warn("not started, the application goes on without it: " + noThread.getMessage());
        }
    }

    private record EngineStarter(Engine engine, LiveSettings settings, Instrumentation instrumentation)
            implements Runnable {

        private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);
        private static final long BETWEEN_TRIES_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

        @Override
        public void run() {
            try {
                NoticedLoaders.openTelemetryBefore(instrumentation);
                UnwovenClasses.loadedBefore(instrumentation);
                awaitFreeProcessor();
                engine.start(settings);
            } catch (Throwable t) {
                Failures.suppressed(Place.ENGINE, t);
                tellLater(t);
            }
            if (settings.hasFile()) {
                SettingsWatch.follow(settings);
            }
        }

        /** Whatever fails in it, the page is served. */
        private void awaitFreeProcessor() {
            try {
                new FreeProcessor().await(settings.get().startWaitNanos());
            } catch (Throwable t) {
                Failures.suppressed(Place.ENGINE, t);
            }
        }

        /** Without memory a sentence fails too; this thread has the time to wait for some. */
        private static void tellLater(Throwable failure) {
            long start = System.nanoTime();
            while (!Failures.tell(Place.ENGINE, failure) && System.nanoTime() - start < PATIENCE_NANOS) {
                LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
            }
        }
    }

    private static final class SaidSettings implements BiConsumer<LogLevel, String> {
        @Override
        public void accept(LogLevel level, String sentence) {
            Warnings.say(level, sentence);
        }
    }
}
